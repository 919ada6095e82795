package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	candor "candor"
	"candor/internal/bodies"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/sitefiles"
	"candor/internal/siteroot"
	"candor/internal/toml"
	"candor/internal/wording"
)

// siteFlags are the flags of the verbs that make a site.
type siteFlags struct {
	baseURL string
	drafts  bool
	asOf    string
}

// openSite opens the site's folder for reading.
func (a *app) openSite() (*sitefiles.FS, func(), error) {
	root, err := siteroot.Open(a.dir)
	if err != nil {
		return nil, nil, usageError{fmt.Errorf("%s cannot be opened as a site: %w", a.dir, err)}
	}
	return root.Files(), func() { root.Close() }, nil
}

// input collects what a site is made from.
func (a *app) input(files fs.FS, f siteFlags) (pipeline.Input, func(), error) {
	now, err := buildDate()
	if err != nil {
		return pipeline.Input{}, nil, err
	}
	base := baseURL(f)
	if _, ok := config.BaseURL(base); base != "" && !ok {
		return pipeline.Input{}, nil, usageError{fmt.Errorf("%q is not the address of a site; write it whole, as in https://security.example/", base)}
	}
	in := pipeline.Input{Files: files, Theme: candor.Theme, Options: pipeline.Options{
		BuildDate: now, BaseURL: base, Drafts: f.drafts, Version: version,
	}}
	if f.asOf != "" {
		d, ok := toml.ParseDate(f.asOf)
		if !ok || d.Precision < toml.Day {
			return in, nil, usageError{fmt.Errorf("--as-of takes a day such as 2023-10-30, not %q", f.asOf)}
		}
		in.Options.AsOf = d.First
	}
	pack, err := os.CreateTemp("", "candor-")
	if err != nil {
		return in, nil, failure{err}
	}
	in.Options.Store = bodies.NewPack(pack)
	return in, func() { pack.Close(); os.Remove(pack.Name()) }, nil
}

// made is a site after all stages but the last. Close it when the pages are
// made, for they are made from its files.
type made struct {
	*pipeline.Output
	diags diag.List
	began time.Time
	close func()
}

// stages runs all stages but the last.
func (a *app) stages(ctx context.Context, f siteFlags, h *content.History) (made, error) {
	m := made{began: time.Now()}
	files, closeSite, err := a.openSite()
	if err != nil {
		return m, err
	}
	in, closeInput, err := a.input(files, f)
	if err != nil {
		closeSite()
		return m, err
	}
	m.close = func() { closeInput(); closeSite() }
	in.History = h
	if m.Output, m.diags, err = pipeline.Build(ctx, in); err != nil {
		m.close()
		return m, failure{err}
	}
	return m, nil
}

// counts says how many records of each type there are, in one line.
func (m made) counts() string {
	var out []string
	for _, c := range m.Counts() {
		out = append(out, wording.Number(float64(c.Count))+" "+c.Words)
	}
	return strings.Join(out, ", ")
}

// baseURL is what was asked for, else what the host of a preview says.
func baseURL(f siteFlags) string {
	if f.baseURL != "" {
		return f.baseURL
	}
	if os.Getenv("CONTEXT") != "production" {
		return os.Getenv("DEPLOY_PRIME_URL")
	}
	return ""
}

// buildDate is the clock, unless SOURCE_DATE_EPOCH fixes it.
func buildDate() (time.Time, error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return time.Now().UTC(), nil
	}
	s, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, usageError{fmt.Errorf("SOURCE_DATE_EPOCH takes seconds, not %q", epoch)}
	}
	return time.Unix(s, 0).UTC(), nil
}

// conclude prints what check and build found, and how many records are not shown.
func (a *app) conclude(m made) error {
	hidden := m.hidden()
	if err := (printer{a, hidden}).print(m.diags); err != nil {
		return err
	}
	a.note("%s", m.summary())
	if hidden != "" {
		a.note("%s", hidden)
	}
	return nil
}

// summary counts what is wrong with how many records.
func (m made) summary() string {
	return fmt.Sprintf("%s, %s in %s (%s)", wording.Counted(m.diags.Errors(), "error"),
		wording.Counted(m.diags.Warnings(), "warning"), wording.Counted(m.Records(), "record"), seconds(time.Since(m.began)))
}

// hidden says how many records are not shown, and why; "" where all are.
func (m made) hidden() string {
	n := 0
	var why []string
	for _, h := range m.Hidden() {
		n += h.Count
		why = append(why, wording.Number(float64(h.Count))+" "+h.Words())
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "1 record is not shown: " + strings.Join(why, ", ")
	}
	return wording.Counted(n, "record") + " are not shown: " + strings.Join(why, ", ")
}
