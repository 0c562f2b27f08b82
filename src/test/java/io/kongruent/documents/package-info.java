/** Holds the documents to the program: what they say is supported, and what they name. */
@NullMarked
package io.kongruent.documents;

import org.jspecify.annotations.NullMarked;
