// Package layout loads the templates of a site, finds the one for a page or an
// export, and executes it.
//
// It knows nothing of records: what templates read is handed to it as data, and
// what they call as a Vocabulary. What goes wrong in a template is reported at its
// place in the layout and in the words of the layout's author, not in those of the
// template packages. What would not end is stopped: a page, and a file beside one,
// may hold so many bytes and take so many steps.
package layout
