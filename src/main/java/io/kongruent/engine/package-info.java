/**
 * The loop: changes come in, the stages run, each Kong's pusher gets its newest state, verdicts go out. One pass at a time, at once when idle; what
 * changes while a pass runs waits for the next, so a burst costs two. Outcomes cause a judgement, never a new resolve.
 */
@NullMarked
package io.kongruent.engine;

import org.jspecify.annotations.NullMarked;
