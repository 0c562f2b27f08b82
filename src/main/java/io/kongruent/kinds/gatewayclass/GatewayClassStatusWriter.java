package io.kongruent.kinds.gatewayclass;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClassStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SupportedFeature;
import io.kongruent.kinds.Conditions;
import io.kongruent.kinds.StatusWriter;
import io.kongruent.model.Declared;
import io.kongruent.verdict.Verdicts.OfClass;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status of GatewayClasses: conditions and, with or before Accepted, the supported features. */
public final class GatewayClassStatusWriter implements StatusWriter<GatewayClass> {

    @Override
    public Optional<GatewayClass> withStatus(
            GatewayClass current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfClass decided)) {
            throw new IllegalArgumentException(
                    "no verdict on a GatewayClass: " + verdict.meta().ref());
        }
        GatewayClassStatus before = current.getStatus() == null ? new GatewayClassStatus() : current.getStatus();
        List<Condition> conditions = Conditions.merge(
                before.getConditions(), decided.conditions(), decided.meta().generation(), now);
        List<SupportedFeature> features =
                decided.supportedFeatures().stream().map(SupportedFeature::new).toList();
        if (Declared.list(before.getConditions()).equals(conditions)
                && Declared.list(before.getSupportedFeatures()).equals(features)) {
            return Optional.empty();
        }
        return Optional.of(new GatewayClass(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new GatewayClassStatus(conditions, features)));
    }

    /** A class names its one controller for ever; another's status is none of ours. */
    @Override
    public Optional<GatewayClass> withoutStatus(GatewayClass current, String controllerName) {
        return Optional.empty();
    }
}
