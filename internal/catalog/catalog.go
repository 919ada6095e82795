// Package catalog lists every diagnostic that the program itself can give: its
// id, how severe it is, whether a site may lower it, and its documentation. The
// rules of a site have ids of their own, which are not listed here.
//
// Each id has an archive archives/<id>.txtar: its comment is the documentation
// that "candor explain <id>" prints, its files are the smallest site that shows
// the mistake, and its last file is what the command says about it. The tests of
// package check build the sites.
package catalog

import (
	"slices"
	"strings"
)

// Entry describes one diagnostic.
type Entry struct {
	ID      string // the name of the wrong thing, in kebab-case, never reused
	Warning bool   // a warning; otherwise it is an error, which blocks

	// Lowerable says that site.toml may turn the error into a warning. It may not
	// where a mistake leaves open what a record says or who may see it, lets others
	// take over the site, or makes a text say two things at once.
	Lowerable bool
}

// entries is in order of id.
var entries = []Entry{
	{ID: AddressChecksum, Lowerable: true},
	{ID: AnchorMissing, Lowerable: true},
	{ID: AnchorTwice, Lowerable: true},
	{ID: BadAlias},
	{ID: BadDate},
	{ID: BadExpression},
	{ID: BadFileName},
	{ID: BadFormat},
	{ID: BadID},
	{ID: BadPointer},
	{ID: BareMention, Warning: true, Lowerable: true},
	{ID: BundleWithoutIndex},
	{ID: CodeUnclosed, Lowerable: true},
	{ID: DateInFuture, Lowerable: true},
	{ID: DuplicateID},
	{ID: DuplicateTitle, Lowerable: true},
	{ID: DuplicateValue, Lowerable: true},
	{ID: EmbargoLeak},
	{ID: EmbargoWithoutEnd, Warning: true, Lowerable: true},
	{ID: EnumValue},
	{ID: ExportInvalid},
	{ID: FieldInBoth},
	{ID: FieldMisplaced},
	{ID: FileMisplaced},
	{ID: FileUnused, Warning: true, Lowerable: true},
	{ID: FolderNamedLikeFile},
	{ID: FootnoteMissing, Lowerable: true},
	{ID: FootnoteUnused, Lowerable: true},
	{ID: FrontMatterMissing},
	{ID: FrontMatterUnclosed},
	{ID: HeadingLevelOne, Lowerable: true},
	{ID: HeadingSkipped, Lowerable: true},
	{ID: HiddenCharacters, Lowerable: true},
	{ID: HighlightFailed, Lowerable: true},
	{ID: ImageMissing, Lowerable: true},
	{ID: ImageWithoutAlt, Lowerable: true},
	{ID: LayoutFailed},
	{ID: LayoutLinkDead, Lowerable: true},
	{ID: LayoutMissing},
	{ID: LinkBroken, Lowerable: true},
	{ID: LinkScheme, Lowerable: true},
	{ID: MarkdownUnread, Lowerable: true},
	{ID: MergeConflict},
	{ID: MissingField},
	{ID: NestedTooDeep},
	{ID: NoContent},
	{ID: NoSite},
	{ID: NotUnique},
	{ID: NotUTF8},
	{ID: NULByte},
	{ID: PatternMismatch},
	{ID: PeriodReversed},
	{ID: PlaceholderText, Lowerable: true},
	{ID: RawHTML, Lowerable: true},
	{ID: ReferenceMissing, Lowerable: true},
	{ID: ReferenceToUnpublished, Lowerable: true},
	{ID: ReviewOverdue, Warning: true, Lowerable: true},
	{ID: RuleFailed},
	{ID: RuleNotWaivable},
	{ID: SchemaCondition},
	{ID: SchemaKeyword},
	{ID: SchemaName},
	{ID: SchemaReference},
	{ID: SchemaSyntax},
	{ID: SchemaValue},
	{ID: SecretInSource},
	{ID: SectionMissing, Lowerable: true},
	{ID: SpecialFile},
	{ID: SymbolicLink},
	{ID: TOMLSyntax},
	{ID: TooFewItems},
	{ID: TooLarge},
	{ID: TooManyItems},
	{ID: UnknownField},
	{ID: UnknownFileType},
	{ID: UnknownRule},
	{ID: UnknownType},
	{ID: UnreadableFile},
	{ID: URLCollision},
	{ID: ValueOutOfRange},
	{ID: WaiverExpired, Lowerable: true},
	{ID: WaiverRefused},
	{ID: WaiverUnused, Warning: true, Lowerable: true},
	{ID: WithdrawnWithoutReason, Lowerable: true},
	{ID: WrongType},
	{ID: YAMLFrontMatter},
}

// All returns every entry, in order of id.
func All() []Entry { return slices.Clone(entries) }

// IDs returns the id of every entry, in order.
func IDs() []string {
	out := make([]string, 0, len(entries))
	for _, e := range entries {
		out = append(out, e.ID)
	}
	return out
}

// Lookup returns the entry of an id, and whether there is one.
func Lookup(id string) (Entry, bool) {
	i, ok := slices.BinarySearchFunc(entries, id, func(e Entry, id string) int { return strings.Compare(e.ID, id) })
	if !ok {
		return Entry{}, false
	}
	return entries[i], true
}
