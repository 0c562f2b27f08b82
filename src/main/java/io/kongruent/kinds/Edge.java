package io.kongruent.kinds;

import io.kongruent.ports.Changes;
import java.time.InstantSource;

/**
 * What a reconciler works with.
 *
 * @param controllerName under which our entries stand
 * @param changes hears of every change that a decision may rest on
 * @param desk knows the decisions
 * @param clock for the times in statuses
 */
public record Edge(String controllerName, Changes changes, Desk desk, InstantSource clock) {}
