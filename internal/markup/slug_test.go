package markup

import "testing"

func TestSlug(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Root cause", "root-cause"},
		{"What we'll do next?", "what-well-do-next"},
		{"Impact & loss", "impact--loss"},
		{"MIP64c6: Post-mortems", "mip64c6-post-mortems"},
		{"3.1 Scope", "31-scope"},
		{"under_scored -- dashes", "under_scored----dashes"},
		{"Größe der Übung", "größe-der-übung"},
		{"CAFÉ", "café"},
		{"漏洞 报告", "漏洞-报告"},
		{"an emoji 🚀 here", "an-emoji--here"},
		{"two  spaces", "two--spaces"},
		{"tab\tstop", "tabstop"},
		{"  trimmed  ", "trimmed"},
		{"½ of the payout", "-of-the-payout"},
		{"हिन्दी", "हिन्दी"},
		{"?!", ""},
	} {
		if got := slug(test.text); got != test.want {
			t.Errorf("slug(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestSlugsAreUnique(t *testing.T) {
	ids := slugs{}
	for _, test := range []struct{ id, want string }{
		{"notes", "notes"},
		{"notes", "notes-1"},
		{"notes", "notes-2"},
		{"notes-1", "notes-1-1"},
		{"other-1", "other-1"},
		{"other", "other"},
		{"other", "other-2"},
	} {
		if got := ids.unique(test.id); got != test.want {
			t.Errorf("unique(%q) = %q, want %q", test.id, got, test.want)
		}
	}
}
