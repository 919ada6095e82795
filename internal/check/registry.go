package check

import "slices"

// All returns every check, in order of id.
func All() []*Check {
	return []*Check{
		addressChecksum,
		badAlias,
		bareMention,
		dateInFuture,
		duplicateTitle,
		duplicateValue,
		embargoLeak,
		embargoWithoutEnd,
		fileUnused,
		hiddenCharacters,
		imageMissing,
		linkBroken,
		mergeConflict,
		placeholderText,
		referenceMissing,
		referenceToUnpublished,
		reviewOverdue,
		secretInSource,
		sectionMissing,
		urlCollision,
		waiverExpired,
		withdrawnWithoutReason,
	}
}

// firm are the checks that keep what is not public from the public, the site
// from being taken over, and a text from saying two things at once.
var firm = []*Check{badAlias, embargoLeak, mergeConflict, secretInSource, urlCollision}

// outside holds the mistakes that other stages find in texts and finished
// pages. A page that has one can still be read.
var outside = []string{
	"anchor-missing", "anchor-twice", "code-unclosed", "footnote-missing", "footnote-unused", "heading-level-one", "heading-skipped",
	"highlight-failed", "image-without-alt", "layout-link-dead", "link-scheme", "markdown-unread", "raw-html", "waiver-unused",
}

// Lowerable says that a site may turn the errors of this id into warnings. It
// may not where a mistake leaves open what a record says, or who may see it.
func Lowerable(id string) bool {
	is := func(c *Check) bool { return c.ID == id }
	return slices.Contains(outside, id) || slices.ContainsFunc(All(), is) && !slices.ContainsFunc(firm, is)
}
