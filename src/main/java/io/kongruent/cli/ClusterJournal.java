package io.kongruent.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kongruent.cluster.ClusterListener;
import io.kongruent.model.Ref;
import io.kongruent.operate.Journal;
import io.kongruent.operate.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells and counts what happens between the controller and the API server. */
record ClusterJournal(Journal.Pen pen, Metrics metrics, ZoneId zone) implements ClusterListener {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Override
    public void wrote(Ref object) {
        metrics.written(object, true);
    }

    @Override
    public void failed(Ref object, int attempt, RuntimeException reason) {
        metrics.written(object, false);
        // Without a code there was no answer, which is told once for all objects.
        if (!(reason instanceof KubernetesClientException e) || e.getCode() != 0) {
            pen.warn(object + ": its status can't be written (attempt " + attempt + "), tried again: "
                    + reason.getMessage());
        }
    }

    @Override
    public void leads(boolean leads) {
        metrics.leads(leads);
    }

    @Override
    public void watching(String resource, boolean again) {
        metrics.watching(resource, again);
    }

    @Override
    public void away(String server, Instant since, String why) {
        metrics.reaches(false);
        pen.warn("the API server " + server + " can't be reached since " + TIME.format(since.atZone(zone)) + " (" + why
                + "): what the Kongs have is served on, what changes waits; tried again until it answers");
    }

    @Override
    public void back(String server, Duration after) {
        metrics.reaches(true);
        pen.note("the API server " + server + " is back after "
                + after.truncatedTo(ChronoUnit.SECONDS).toSeconds() + " s");
    }

    @Override
    public void allowed(String resource) {
        pen.note("the API server lets us watch " + resource + " now");
    }

    @Override
    public void refused(String resource, int status) {
        pen.warn("the API server doesn't let us watch " + resource + " (it answers " + status
                + "): deploy/base/clusterrole.yaml says which rights are needed; tried again until it does");
    }
}
