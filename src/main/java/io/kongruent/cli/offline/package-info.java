/** The stages run once on manifests, with what a data plane of the shipped kind would be able to do: what every command that asks no cluster starts from. */
@NullMarked
package io.kongruent.cli.offline;

import org.jspecify.annotations.NullMarked;
