package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/scaffold"
	"candor/internal/schema"
	"candor/internal/sitefiles"
	"candor/internal/siteroot"
)

func (a *app) newCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "new TYPE [ID] [--FIELD VALUE]...",
		Short: "write the scaffold of a record, made from its type",
		Long: `new writes content/TYPE/ID with every field of the type: those that must be
there first, the others as comments that say what they mean. It asks for
nothing and overwrites nothing. A field that is a list takes its option several
times or values with commas between them. Without an id, the record is called
as the first one that it refers to, followed by its type. It takes over what that
one tells the public, or will: its title, and its dates where the new record has a
list of what happened when. Then new says what is left to you.`,
		Example:            `  candor new postmortem --covers is-2022-05`,
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := parseNew(args)
			if errors.Is(err, errHelp) {
				return cmd.Help()
			}
			if err != nil {
				return usageError{err}
			}
			if n.dir != "" {
				a.dir = n.dir
			}
			return a.newRecord(n)
		},
	}
}

// newArgs is what the command line of new says.
type newArgs struct {
	dir, typ, id string
	fields       map[string][]string
}

var errHelp = errors.New("help was asked for")

// parseNew reads the arguments by itself, for its options are the fields of a
// type that is not known before the site is read.
func parseNew(args []string) (newArgs, error) {
	n := newArgs{fields: map[string][]string{}}
	var words []string
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "-h" || arg == "--help" {
			return n, errHelp
		}
		name, ok := strings.CutPrefix(arg, "--")
		if arg == "-C" {
			name, ok = "dir", true
		}
		if !ok {
			words = append(words, arg)
			continue
		}
		name, value, given := strings.Cut(name, "=")
		if !given {
			i++
			if i == len(args) {
				return n, fmt.Errorf("--%s wants a value", name)
			}
			value = args[i]
		}
		if name == "dir" {
			n.dir = value
			continue
		}
		n.fields[strings.ReplaceAll(name, "-", "_")] = append(n.fields[strings.ReplaceAll(name, "-", "_")], value)
	}
	switch len(words) {
	case 2:
		n.id = words[1]
		fallthrough
	case 1:
		n.typ = words[0]
		return n, nil
	}
	return n, errors.New("new wants a type and an id, as in: candor new postmortem is-2022-05")
}

func (a *app) newRecord(n newArgs) error {
	types, err := a.types()
	if err != nil {
		return err
	}
	t := types.Type(n.typ)
	if t == nil {
		return usageError{unknownType(types, n.typ)}
	}
	id := strings.ToLower(cmp.Or(n.id, firstReference(t, n.fields)))
	if id == "" {
		return usageError{fmt.Errorf("%s wants an id, as in: candor new %s first", oneOf(t), t.Name)}
	}
	if !content.IsID(id) {
		return usageError{fmt.Errorf("%q cannot be an id: use lower-case letters, digits and hyphens", n.id)}
	}
	root, err := siteroot.Open(a.dir)
	if err != nil {
		return failure{err}
	}
	defer root.Close()
	b, err := newFields(root.Files(), types, t, n.fields)
	if err != nil {
		return err
	}
	ending := ending(root.Files(), t)
	if ending == ".md" {
		b = scaffold.Markdown(t, b)
	}
	name := path.Join("content", t.Name, id+ending)
	if err := create(root, name, b); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, filepath.Join(a.dir, filepath.FromSlash(name)))
	a.left(t, name, b)
	return nil
}

// left says what the author has to write.
func (a *app) left(t *schema.Type, name string, b []byte) {
	left := remains(t, name, b)
	if t.Sections != nil {
		left = strings.TrimPrefix(left+", and the text below its headings", ", and ")
	}
	if left != "" {
		a.note("left to you: %s", left)
	}
	a.note("then run: candor check")
}

// firstReference makes an id of the one that the first reference names, in the
// order of the type's fields, or "". It ends in the type: with the same id, both
// records would be meant wherever either may be named.
func firstReference(t *schema.Type, given map[string][]string) string {
	for _, f := range t.Fields {
		if texts := given[f.Name]; len(f.Ref) > 0 && len(texts) > 0 {
			id, _, _ := strings.Cut(texts[0], ",")
			return id[strings.LastIndexByte(id, '/')+1:] + "-" + t.Name
		}
	}
	return ""
}

func unknownType(types *schema.Set, name string) error {
	var names []string
	for _, t := range types.Types() {
		names = append(names, t.Name)
	}
	if near, ok := diag.Nearest(name, names); ok {
		return fmt.Errorf("no type is called %s; did you mean %s?", name, near)
	}
	return fmt.Errorf("no type is called %s; the types are %s", name, strings.Join(names, ", "))
}

// oneOf names a record of the type in a sentence.
func oneOf(t *schema.Type) string {
	if strings.ContainsRune("aeiou", rune(t.Name[0])) {
		return "an " + t.Name
	}
	return "a " + t.Name
}

// fieldValues turns the options into values of the type's fields.
func fieldValues(t *schema.Type, given map[string][]string) (map[string]any, error) {
	out := map[string]any{}
	for name, texts := range given {
		f := t.Lookup("/" + name)
		if f == nil {
			var names []string
			for _, f := range t.Fields {
				names = append(names, f.Name)
			}
			if near, ok := diag.Nearest(name, names); ok {
				return nil, fmt.Errorf("%s has no field %s; did you mean --%s?", oneOf(t), name, near)
			}
			return nil, fmt.Errorf("%s has no field %s; candor schema %s lists them", oneOf(t), name, t.Name)
		}
		v, err := fieldValue(f, texts)
		if err != nil {
			return nil, fmt.Errorf("--%s: %w", name, err)
		}
		out[name] = v
	}
	return out, nil
}

func fieldValue(f *schema.Field, texts []string) (any, error) {
	switch f.Kind {
	case schema.List:
		var list []any
		for _, t := range texts {
			for _, e := range strings.Split(t, ",") {
				list = append(list, idCase(f, strings.TrimSpace(e)))
			}
		}
		return list, nil
	case schema.Integer, schema.Number:
		return strconv.ParseFloat(texts[0], 64)
	case schema.Bool:
		return strconv.ParseBool(texts[0])
	case schema.Table:
		return nil, errors.New("this field is a table; fill it in in the file")
	case schema.String, schema.Date:
	}
	return idCase(f, texts[0]), nil
}

// idCase writes what names a record in lower case, as ids are.
func idCase(f *schema.Field, s string) string {
	if len(f.Ref) > 0 {
		return strings.ToLower(s)
	}
	return s
}

// ending says in what kind of file a record of the type is written: Markdown
// where the type demands headings or its records are so already.
func ending(files fs.FS, t *schema.Type) string {
	if t.Sections != nil {
		return ".md"
	}
	found, _ := fs.Glob(files, path.Join("content", t.Name, "[^_]*.md"))
	if len(found) > 0 {
		return ".md"
	}
	return ".toml"
}

// newFields returns the fields of a new record.
func newFields(files fs.FS, types *schema.Set, t *schema.Type, given map[string][]string) ([]byte, error) {
	values, err := fieldValues(t, given)
	if err != nil {
		return nil, usageError{err}
	}
	if err := takeOver(files, types, t, values); err != nil {
		return nil, err
	}
	return scaffold.Record(t, values), nil
}

// create writes a file that is not there yet, and the folders that it is in.
func create(root *siteroot.Root, name string, b []byte) error {
	dir, err := root.Folder(path.Dir(name), true)
	if refused := new(sitefiles.Refusal); errors.As(err, refused) {
		return usageError{fmt.Errorf("%s cannot be written: %w; candor check says where", name, *refused)}
	}
	if err != nil {
		return failure{err}
	}
	defer dir.Close()
	f, err := dir.OpenFile(path.Base(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already; nothing was changed", filepath.Join(root.Name(), filepath.FromSlash(name)))}
	}
	if err != nil {
		return failure{err}
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Close()); err != nil {
		return failure{err}
	}
	return nil
}
