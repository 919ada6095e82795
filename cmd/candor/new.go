package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"candor/internal/diag"
	"candor/internal/newrecord"
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
list of what happened when. Then new says what is left to you.

candor new TYPE --help lists the fields of a type.`,
		Example:            `  candor new postmortem --covers is-2022-05`,
		DisableFlagParsing: true, // the options are known when the type is
		RunE: func(cmd *cobra.Command, args []string) error {
			return newVerb{a}.run(cmd, args)
		},
	}
}

// newVerb is the verb new.
type newVerb struct{ *app }

func (v newVerb) run(cmd *cobra.Command, args []string) error {
	first := preview(cmd, args)
	v.dir = first.dir
	if first.typ == "" && first.help {
		return cmd.Help()
	}
	if first.typ == "" {
		return usageError{errors.New("new wants a type and an id, as in: candor new postmortem is-2022-05")}
	}
	types, err := v.types()
	if err != nil {
		return err
	}
	t := types.Type(first.typ)
	if t == nil {
		return usageError{unknownType(types, first.typ)}
	}
	fields := addFields(cmd, t)
	if first.help {
		return cmd.Help()
	}
	words, err := parse(cmd, t, args)
	if err != nil {
		return usageError{err}
	}
	r := newrecord.Request{Fields: fields()}
	if len(words) == 2 {
		r.ID = words[1]
	}
	return v.make(cmd, types, t, r)
}

func (v newVerb) make(cmd *cobra.Command, types *schema.Set, t *schema.Type, r newrecord.Request) error {
	root, err := siteroot.Open(v.dir)
	if err != nil {
		return failure{err}
	}
	defer root.Close()
	f, err := newrecord.Make(cmd.Context(), root.Files(), types, t, r)
	var wrong newrecord.RequestError
	switch {
	case errors.As(err, &wrong):
		return usageError{err}
	case err != nil:
		return failure{err}
	}
	if err := create(root, f.Name, f.Bytes); err != nil {
		return err
	}
	fmt.Fprintln(v.stdout, filepath.Join(v.dir, filepath.FromSlash(f.Name)))
	if f.Left != "" {
		v.note("left to you: %s", f.Left)
	}
	v.note("then run: candor check")
	return nil
}

// previewed is what the command line of new says before its options are known.
type previewed struct {
	dir, typ string
	help     bool
}

// preview finds the site and the type. What it does not know is taken for the
// option of a field, with a value.
func preview(cmd *cobra.Command, args []string) previewed {
	scratch := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	scratch.ParseErrorsAllowlist.UnknownFlags = true
	cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) {
		if f.Value.Type() == "bool" {
			scratch.BoolP(f.Name, f.Shorthand, false, "")
		} else {
			scratch.StringP(f.Name, f.Shorthand, f.DefValue, "")
		}
	})
	help := scratch.BoolP("help", "h", false, "")
	_ = scratch.Parse(args) // what is wrong is told when all options are known
	dir, _ := scratch.GetString("dir")
	return previewed{dir, scratch.Arg(0), *help}
}

// addFields makes options of the fields of a type. Where a field is called as an
// option of all verbs, the field is meant. The function returns what was given.
func addFields(cmd *cobra.Command, t *schema.Type) func() map[string][]string {
	given := map[string]*[]string{}
	for _, f := range t.Fields {
		given[f.Name] = cmd.Flags().StringArray(f.Name, nil, f.Description)
	}
	cmd.Flags().SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if underscored := strings.ReplaceAll(name, "-", "_"); given[underscored] != nil {
			name = underscored
		}
		return pflag.NormalizedName(name)
	})
	return func() map[string][]string {
		out := map[string][]string{}
		for name, values := range given {
			if len(*values) > 0 {
				out[name] = *values
			}
		}
		return out
	}
}

// parse reads the options, those of all verbs among them, and returns the type
// and the id.
func parse(cmd *cobra.Command, t *schema.Type, args []string) ([]string, error) {
	cmd.DisableFlagParsing = false
	err := cmd.ParseFlags(args)
	var unknown *pflag.NotExistError
	var open *pflag.ValueRequiredError
	switch words := cmd.Flags().Args(); {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		return nil, newrecord.UnknownField(t, unknown.GetSpecifiedName())
	case errors.As(err, &open):
		return nil, fmt.Errorf("--%s wants a value", open.GetSpecifiedName())
	case err != nil:
		return nil, err
	case len(words) > 2:
		return nil, errors.New("new wants a type and an id, as in: candor new postmortem is-2022-05")
	default:
		return words, nil
	}
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
