package io.kongruent.cli;

import io.kongruent.embedded.StreamListen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports for connections and datagrams that an embedded gateway is to have.
 *
 * @param listens on the loopback address
 * @param map a listener's port → the gateway's
 */
record StreamPorts(List<StreamListen> listens, Map<Integer, Integer> map) {

    private static final Pattern PORT = Pattern.compile("(?:(tcp|tls|udp):)?(\\d{1,5})(?:=(\\d{1,5}))?");
    private static final int HIGHEST = 65_535;

    /**
     * What was said of them.
     *
     * @param said each {@code [tcp:|tls:|udp:]PORT[=KONG-PORT]}
     * @throws Failure when one of them says something else
     */
    static StreamPorts of(List<String> said) {
        List<StreamListen> listens = new ArrayList<>();
        Map<Integer, Integer> map = new java.util.LinkedHashMap<>();
        for (String text : said) {
            Matcher matcher = PORT.matcher(text);
            if (!matcher.matches()) {
                throw wrong(text);
            }
            int port = Integer.parseInt(matcher.group(2));
            int kong = matcher.group(3) == null ? port : Integer.parseInt(matcher.group(3));
            if (port < 1 || port > HIGHEST || kong < 1 || kong > HIGHEST) {
                throw wrong(text);
            }
            map.put(port, kong);
            listens.add(
                    switch (String.valueOf(matcher.group(1))) {
                        case "udp" -> StreamListen.udp(kong);
                        case "tls" -> StreamListen.tls(kong);
                        default -> StreamListen.tcp(kong);
                    });
        }
        return new StreamPorts(listens, map);
    }

    private static Failure wrong(String text) {
        return new Failure(
                "--stream-port " + text + " is no port for connections",
                "Say tcp:5432, tls:9443=19443 or udp:53=5353: the listener's port, and the one to listen on.");
    }
}
