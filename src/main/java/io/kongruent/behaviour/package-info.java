/**
 * What the plugin {@code gateway-api} is told and what it decides. The records are the plugin's specs with their exact
 * JSON; {@link io.kongruent.behaviour.PluginRuntime} runs the very Lua modules that Kong runs, so that the embedded
 * gateway, {@code explain} and Kong cannot disagree about what a rule does. How requests are matched and proxied is
 * not its business.
 */
@NullMarked
package io.kongruent.behaviour;

import org.jspecify.annotations.NullMarked;
