package meta

import "slices"

// place says where in a schema a keyword stands.
type place uint8

// The places. They are bits, so that a keyword can have several.
const (
	onType      place = 1 << iota // beside the properties of the type
	onField                       // on a field, or the items of a list
	onCondition                   // below if, then, else, allOf, anyOf, oneOf, not, dependencies
	onBoth      = onType | onField
	anywhere    = onBoth | onCondition
)

// shape is what the value of a keyword must look like.
type shape uint8

// The shapes. The last three hold schemas, which are expanded and checked in
// their turn.
const (
	anyValue     shape = iota
	textValue          // "…"
	boolValue          // true or false
	countValue         // 0, 1, 2, …
	numberValue        // any number
	listValue          // at least one item
	namesValue         // a list of text
	falseValue         // false and nothing else
	objectValue        // an object of ours
	oneSchema          // {…}
	manySchemas        // [{…}, …]
	namedSchemas       // {"name": {…}, …}
)

// keyword says where a keyword may stand, what its value is, and the types of
// values that it has an effect on: on any other it would be silent.
type keyword struct {
	places place
	shape  shape
	on     []string
}

// The types of values that keywords have an effect on.
var (
	onText    = []string{"string"}
	onNumbers = []string{"number", "integer"}
	onLists   = []string{"array"}
	onTables  = []string{"object"}
	onPlain   = []string{"string", "number", "integer", "boolean"}
)

// keywords is the whole vocabulary: what draft-07 editors read, less what
// nobody needs, and ours with x- in front.
var keywords = map[string]keyword{
	// About the schema itself, and words for people: nothing is refused by these.
	"$schema":     {places: onType, shape: textValue},
	"$id":         {places: onType, shape: textValue},
	"$comment":    {places: anywhere, shape: textValue},
	"title":       {places: anywhere, shape: textValue},
	"description": {places: anywhere, shape: textValue},
	"definitions": {places: onType, shape: namedSchemas},

	// What a value may be. Most have an effect on one type of value only, and
	// are refused beside any other.
	"type":             {places: anywhere, shape: textValue},
	"enum":             {places: onField | onCondition, shape: listValue, on: onPlain},
	"const":            {places: onField | onCondition, shape: anyValue, on: onPlain},
	"default":          {places: onField, shape: anyValue},
	"examples":         {places: onField, shape: listValue},
	"format":           {places: onField | onCondition, shape: textValue, on: onText},
	"contentMediaType": {places: onField, shape: textValue, on: onText},

	// Limits.
	"minimum":          {places: onField | onCondition, shape: numberValue, on: onNumbers},
	"maximum":          {places: onField | onCondition, shape: numberValue, on: onNumbers},
	"exclusiveMinimum": {places: onField | onCondition, shape: numberValue, on: onNumbers},
	"exclusiveMaximum": {places: onField | onCondition, shape: numberValue, on: onNumbers},
	"multipleOf":       {places: onField | onCondition, shape: numberValue, on: onNumbers},
	"minLength":        {places: onField | onCondition, shape: countValue, on: onText},
	"maxLength":        {places: onField | onCondition, shape: countValue, on: onText},
	"pattern":          {places: onField | onCondition, shape: textValue, on: onText},
	"items":            {places: onField | onCondition, shape: oneSchema, on: onLists},
	"minItems":         {places: onField | onCondition, shape: countValue, on: onLists},
	"maxItems":         {places: onField | onCondition, shape: countValue, on: onLists},
	"uniqueItems":      {places: onField | onCondition, shape: boolValue, on: onLists},

	// Tables. additionalProperties can only be false: it is demanded of every
	// table so that the schema says the same to editors as to us.
	"properties":           {places: anywhere, shape: namedSchemas, on: onTables},
	"required":             {places: anywhere, shape: namesValue, on: onTables},
	"additionalProperties": {places: onBoth, shape: falseValue, on: onTables},
	"dependencies":         {places: anywhere, shape: namedSchemas, on: onTables},

	// Conditions: below these a schema speaks of fields that exist already, so
	// that it neither names their types nor closes them.
	"if":    {places: anywhere, shape: oneSchema},
	"then":  {places: anywhere, shape: oneSchema},
	"else":  {places: anywhere, shape: oneSchema},
	"not":   {places: anywhere, shape: oneSchema},
	"allOf": {places: anywhere, shape: manySchemas},
	"anyOf": {places: anywhere, shape: manySchemas},
	"oneOf": {places: anywhere, shape: manySchemas},

	// Ours.
	"x-ref":      {places: onField, shape: anyValue, on: []string{"string", "array"}},
	"x-back":     {places: onField, shape: textValue, on: []string{"string", "array"}},
	"x-unique":   {places: onField, shape: boolValue, on: onPlain},
	"x-change":   {places: onBoth, shape: textValue},
	"x-plural":   {places: onType, shape: textValue},
	"x-public":   {places: onType, shape: objectValue},
	"x-sections": {places: onType, shape: objectValue},
	"x-url":      {places: onType, shape: textValue},
	"x-title":    {places: onType, shape: textValue},
	"x-date":     {places: onType, shape: textValue},
	"x-order":    {places: onType, shape: textValue},
	"x-parent":   {places: onType, shape: textValue},
	"x-states":   {places: onType, shape: namesValue},
	"x-card":     {places: onType, shape: objectValue},
	"x-page":     {places: onType, shape: boolValue},
	"x-many":     {places: onType, shape: boolValue},
}

// valueTypes are the words that "type" knows.
var valueTypes = []string{"string", "integer", "number", "boolean", "array", "object"}

// keywordsAt returns the keywords that may stand at a place, sorted.
func keywordsAt(p place) []string {
	var out []string
	for name, k := range keywords {
		if k.places&p != 0 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return append(out, "$ref")
}

// ownWords are the names that no type may have: the engine's own types and
// the words of the rule language.
var ownWords = map[string]string{
	"rule": "the engine's own type", "commitment": "the engine's own type",
	"common": "the file of the common fields",
	"site":   "a variable in rules", "self": "a variable in rules", "it": "a variable in rules", "today": "a variable in rules",
}

// engineTypes are types of record that no schema describes.
var engineTypes = []string{"rule", "commitment"}

// celWords are reserved in CEL, or name one of its types.
var celWords = []string{
	"true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if",
	"import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
	"int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "type", "dyn",
	"timestamp", "duration", "has", "all", "exists", "exists_one", "filter", "size",
}

// celOperators cannot follow a dot in CEL, so no field may be called so.
var celOperators = []string{"true", "false", "null", "in"}
