/**
 * Why a request goes where it goes: Kong's half (its router and the plugin's decisions, run on what Kong gets) beside the graph's half (the Gateway API's own
 * words), and a complaint where the two disagree.
 */
@NullMarked
package io.kongruent.cli.explain;

import org.jspecify.annotations.NullMarked;
