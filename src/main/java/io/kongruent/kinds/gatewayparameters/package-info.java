/** GatewayParameters: how the data planes of Gateways are to be. Only read; what is wrong with one is said by the Gateways and classes that name it. */
@NullMarked
package io.kongruent.kinds.gatewayparameters;

import org.jspecify.annotations.NullMarked;
