package io.kongruent.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kongruent.model.Cause;
import io.kongruent.model.Declared;

/** Why an API server didn't do what it was asked, in its own words and without the request. */
final class ServerWords {

    private ServerWords() {}

    static String why(RuntimeException e) {
        if (!(e instanceof KubernetesClientException refused) || refused.getCode() <= 0) {
            return Cause.why(e);
        }
        String said = refused.getStatus() == null
                ? ""
                : Declared.text(refused.getStatus().getMessage());
        return said.isEmpty() ? "the API server answers " + refused.getCode() : said;
    }
}
