package catalog

// Sites, files and folders.
const (
	BadFileName         = "bad-file-name"
	BundleWithoutIndex  = "bundle-without-index"
	FileMisplaced       = "file-misplaced"
	FileUnused          = "file-unused"
	FolderNamedLikeFile = "folder-named-like-file"
	HiddenCharacters    = "hidden-characters"
	MergeConflict       = "merge-conflict"
	NULByte             = "nul-byte"
	NoContent           = "no-content"
	NoSite              = "no-site"
	NotUTF8             = "not-utf8"
	SecretInSource      = "secret-in-source"
	SpecialFile         = "special-file"
	SymbolicLink        = "symbolic-link"
	TooLarge            = "too-large"
	URLCollision        = "url-collision"
	UnknownFileType     = "unknown-file-type"
	UnknownType         = "unknown-type"
	UnreadableFile      = "unreadable-file"
)

// TOML and front matter.
const (
	BadDate             = "bad-date"
	FieldInBoth         = "field-in-both"
	FieldMisplaced      = "field-misplaced"
	FrontMatterMissing  = "front-matter-missing"
	FrontMatterUnclosed = "front-matter-unclosed"
	NestedTooDeep       = "nested-too-deep"
	TOMLSyntax          = "toml-syntax"
	YAMLFrontMatter     = "yaml-front-matter"
)

// Fields and their values.
const (
	AddressChecksum = "address-checksum"
	BadFormat       = "bad-format"
	BadID           = "bad-id"
	DateInFuture    = "date-in-future"
	DuplicateID     = "duplicate-id"
	DuplicateTitle  = "duplicate-title"
	DuplicateValue  = "duplicate-value"
	EnumValue       = "enum-value"
	MissingField    = "missing-field"
	NotUnique       = "not-unique"
	PatternMismatch = "pattern-mismatch"
	PeriodReversed  = "period-reversed"
	TooFewItems     = "too-few-items"
	TooManyItems    = "too-many-items"
	UnknownField    = "unknown-field"
	ValueOutOfRange = "value-out-of-range"
	WrongType       = "wrong-type"
)

// Schemas.
const (
	SchemaCondition = "schema-condition"
	SchemaKeyword   = "schema-keyword"
	SchemaName      = "schema-name"
	SchemaReference = "schema-reference"
	SchemaSyntax    = "schema-syntax"
	SchemaValue     = "schema-value"
)

// Texts.
const (
	BareMention     = "bare-mention"
	CodeUnclosed    = "code-unclosed"
	FootnoteMissing = "footnote-missing"
	FootnoteUnused  = "footnote-unused"
	HeadingLevelOne = "heading-level-one"
	HeadingSkipped  = "heading-skipped"
	HighlightFailed = "highlight-failed"
	ImageWithoutAlt = "image-without-alt"
	MarkdownUnread  = "markdown-unread"
	PlaceholderText = "placeholder-text"
	RawHTML         = "raw-html"
	SectionMissing  = "section-missing"
)

// Links, references and images.
const (
	AnchorMissing          = "anchor-missing"
	AnchorTwice            = "anchor-twice"
	BadAlias               = "bad-alias"
	ImageMissing           = "image-missing"
	LinkBroken             = "link-broken"
	LinkScheme             = "link-scheme"
	ReferenceMissing       = "reference-missing"
	ReferenceToUnpublished = "reference-to-unpublished"
)

// What is public, and until when.
const (
	EmbargoLeak            = "embargo-leak"
	EmbargoWithoutEnd      = "embargo-without-end"
	ReviewOverdue          = "review-overdue"
	WithdrawnWithoutReason = "withdrawn-without-reason"
)

// Rules and waivers.
const (
	BadExpression   = "bad-expression"
	BadPointer      = "bad-pointer"
	RuleFailed      = "rule-failed"
	RuleNotWaivable = "rule-not-waivable"
	UnknownRule     = "unknown-rule"
	WaiverExpired   = "waiver-expired"
	WaiverRefused   = "waiver-refused"
	WaiverUnused    = "waiver-unused"
)

// Layouts and exports.
const (
	ExportInvalid  = "export-invalid"
	LayoutFailed   = "layout-failed"
	LayoutLinkDead = "layout-link-dead"
	LayoutMissing  = "layout-missing"
)
