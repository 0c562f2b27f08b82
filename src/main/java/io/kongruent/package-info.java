/** Kongruent: a Kubernetes Gateway API controller for the free Kong Gateway. */
@org.jspecify.annotations.NullMarked
package io.kongruent;
