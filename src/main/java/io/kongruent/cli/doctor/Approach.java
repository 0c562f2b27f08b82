package io.kongruent.cli.doctor;

import io.kongruent.push.AdminLook;
import io.kongruent.push.AdminLook.Answer;
import java.util.Locale;

/** Why an Admin API couldn't be asked, and what to do about that. */
final class Approach {

    private Approach() {}

    static Examination failed(String name, AdminLook look) {
        return switch (look.root()) {
            case Answer.Said said -> throw new IllegalArgumentException("it did answer: " + said);
            case Answer.Other(int code, String beginning) -> answered(name, look.url(), code, beginning);
            case Answer.None(String why) ->
                Examination.failed(name, look.url(), "it can't be reached: " + why, afterSilence(why));
        };
    }

    private static Examination answered(String name, String url, int code, String beginning) {
        return switch (code) {
            case 401, 403 ->
                Examination.failed(
                        name,
                        url,
                        "it answers " + code + ": " + beginning,
                        "Show who you are: KONG_ADMIN_TOKEN, --header, or --cert and --key.");
            case 404 ->
                Examination.failed(
                        name,
                        url,
                        "there is no Admin API: it answers 404",
                        "Give the URL of Kong's Admin API (KONG_ADMIN_LISTEN, often port 8001), not of its proxy.");
            case 200 ->
                Examination.failed(
                        name, url, "what answers is no Kong: " + beginning, "Give the URL of Kong's Admin API.");
            default -> {
                String lower = beginning.toLowerCase(Locale.ROOT);
                yield Examination.failed(
                        name,
                        url,
                        "it answers " + code + ": " + beginning,
                        lower.contains("https port")
                                ? "Say https:// in place of http://."
                                : lower.contains("certificate")
                                        ? "It wants a client certificate: --cert and --key."
                                        : "Is this the URL of Kong's Admin API?");
            }
        };
    }

    private static String afterSilence(String why) {
        String lower = why.toLowerCase(Locale.ROOT);
        if (lower.contains("certification path") || lower.contains("isn't for") || lower.contains("trust")) {
            return "Its certificate isn't believed: --ca names its authority, --server-name the name in it.";
        }
        if (lower.contains("bad_certificate")
                || lower.contains("certificate_required")
                || lower.contains("certificate required")) {
            return "It wants a client certificate: --cert and --key.";
        }
        if (lower.contains("ssl") || lower.contains("tls") || lower.contains("handshake")) {
            return "Is it https:// there, or http://? --ca, --cert and --key say how TLS is to be spoken.";
        }
        return "Does Kong run, and does KONG_ADMIN_LISTEN let this machine in?";
    }
}
