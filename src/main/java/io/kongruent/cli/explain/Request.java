package io.kongruent.cli.explain;

import io.kongruent.behaviour.HeaderField;
import io.kongruent.model.Hostname;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as a person writes it down.
 *
 * @param tls whether it comes over TLS
 * @param serverName what the client sends as SNI, the host of the URL if nothing else is said; lower case, empty when it sends none
 * @param port the port of the URL: that of the Gateway's listener
 * @param host the Host header as sent, with a port where the URL or the header has one
 * @param path as sent, not normalised
 * @param query what follows the question mark
 * @param headers without Host, in the order given
 */
public record Request(
        String method,
        boolean tls,
        String serverName,
        int port,
        String host,
        String path,
        Optional<String> query,
        List<HeaderField> headers) {

    public Request {
        headers = List.copyOf(headers);
    }

    /**
     * Reads {@code GET https://host:port/path?query} (or the URL alone, which means GET) and headers as {@code name: value}.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public static Request parse(String line, List<String> headerLines) {
        String text = line.strip();
        String method = "GET";
        int space = text.indexOf(' ');
        if (space >= 0) {
            method = text.substring(0, space).toUpperCase(Locale.ROOT);
            text = text.substring(space + 1).strip();
        }
        if (text.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("the URL has a space in it; write it as %20: " + text);
        }
        int scheme = text.indexOf("://");
        String name = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw new IllegalArgumentException(
                    "a request looks like 'GET https://host/path?x=y'; http:// or https:// is missing in: " + line);
        }
        String rest = text.substring(scheme + 3);
        int fragment = rest.indexOf('#');
        rest = fragment < 0 ? rest : rest.substring(0, fragment);
        int end = firstOf(rest, "/?");
        String authority = rest.substring(0, end);
        String target = rest.substring(end);
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        boolean tls = name.equals("https");
        List<HeaderField> headers = new ArrayList<>();
        String host = authority;
        for (String header : headerLines) {
            HeaderField field = header(header);
            if (field.name().equalsIgnoreCase("host")) {
                host = field.value();
            } else {
                headers.add(field);
            }
        }
        return new Request(
                method,
                tls,
                Hostname.normalise(authority),
                port(authority, tls),
                host,
                path.isEmpty() ? "/" : path,
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                headers);
    }

    private static int firstOf(String text, String signs) {
        for (int i = 0; i < text.length(); i++) {
            if (signs.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static int port(String authority, boolean tls) {
        int colon = authority.lastIndexOf(':');
        String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the URL has no host");
        }
        if (host.length() == authority.length()) {
            return tls ? 443 : 80;
        }
        try {
            int port = Integer.parseInt(authority.substring(colon + 1));
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new IllegalArgumentException("the URL's port is no port number: " + authority.substring(colon + 1));
    }

    private static HeaderField header(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("a header looks like 'name: value', not like: " + line);
        }
        return new HeaderField(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    /**
     * The same over a connection that was made for another name.
     *
     * @param name empty for a client that sends none
     * @throws IllegalArgumentException with a message for people
     */
    public Request withServerName(String name) {
        if (!tls) {
            throw new IllegalArgumentException(
                    "a server name is sent over TLS only; write https:// in the request, or -H 'host: …' for another host");
        }
        return new Request(method, true, Hostname.normalise(name), port, host, path, query, headers);
    }

    public String scheme() {
        return tls ? "https" : "http";
    }

    /** The host that decides: without port, in lower case. */
    public String hostname() {
        return Hostname.normalise(host);
    }

    /** {@code GET https://host/path?query}. */
    public String line() {
        return method + " " + scheme() + "://" + host + path
                + query.map(q -> "?" + q).orElse("");
    }
}
