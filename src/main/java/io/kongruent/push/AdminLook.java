package io.kongruent.push;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an Admin API answers, as it is: for finding out what is the matter with a Kong.
 *
 * @param root to {@code GET /}
 * @param status to {@code GET /status}
 * @param plugin to the endpoint of our plugin
 */
public record AdminLook(String url, Answer root, Answer status, Answer plugin) {

    /** One answer. */
    public sealed interface Answer {

        /** 200 with JSON. */
        record Said(JsonNode tree) implements Answer {}

        /** Something else. @param beginning of the body */
        record Other(int code, String beginning) implements Answer {}

        /** Nothing. @param why in the words of whatever failed */
        record None(String why) implements Answer {}
    }
}
