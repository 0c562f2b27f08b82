package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.capability.Capabilities;
import java.util.function.Function;

/**
 * What resolve needs besides the snapshot.
 *
 * @param controllerName whose GatewayClasses are ours
 * @param lowerers the kinds
 * @param dialect what the router can say
 * @param dataPlanes which data plane serves which Gateway
 * @param shipped what a class without a data plane promises
 * @param allowExternalName whether Services of type ExternalName may be backends
 * @param mesh whether we answer for traffic between Services
 * @param secrets reads a Secret as a key pair; pure, so it may remember
 */
public record ResolveInput(
        String controllerName,
        Lowerers lowerers,
        Dialect dialect,
        DataPlane.Assignment dataPlanes,
        Capabilities shipped,
        boolean allowExternalName,
        boolean mesh,
        Function<Secret, KeyPairReading> secrets) {

    /** With everything that has a sensible default: no ExternalName, no mesh, nothing remembered. */
    public static ResolveInput of(
            String controllerName,
            Lowerers lowerers,
            Dialect dialect,
            DataPlane.Assignment dataPlanes,
            Capabilities shipped) {
        return new ResolveInput(
                controllerName, lowerers, dialect, dataPlanes, shipped, false, false, KeyPairReading::of);
    }

    public ResolveInput withExternalName(boolean allow) {
        return new ResolveInput(controllerName, lowerers, dialect, dataPlanes, shipped, allow, mesh, secrets);
    }

    public ResolveInput withMesh(boolean answers) {
        return new ResolveInput(
                controllerName, lowerers, dialect, dataPlanes, shipped, allowExternalName, answers, secrets);
    }

    /** The same with what {@code cache} remembers. */
    public ResolveInput remembering(LoweringCache cache) {
        return new ResolveInput(
                controllerName,
                cache.remember(lowerers),
                dialect,
                dataPlanes,
                shipped,
                allowExternalName,
                mesh,
                cache.rememberSecrets(secrets));
    }
}
