package io.kongruent.translate;

/** What a person may choose about the state of a Kong. */
public record TranslateOptions(Tags tags) {

    /** How entities are tagged. Tags cost Kong a third of its loading time, see docs/adr/0004. */
    public enum Tags {
        /** None: names, ids and the controller's own memory lead back from an entity to its object. */
        NONE,
        /** The {@code k8s-*} tags of Kong Ingress Controller, for dashboards and scripts that select by them. */
        KUBERNETES
    }

    public static final TranslateOptions DEFAULT = new TranslateOptions(Tags.NONE);
}
