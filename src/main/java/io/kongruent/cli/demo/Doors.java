package io.kongruent.cli.demo;

/**
 * On which ports of this machine the gateway of the demo is reached.
 *
 * @param http the Gateway's port 80
 * @param https port 443
 * @param tls port 9443, for TLS that is passed on
 * @param tcp port 5432, for connections
 * @param udp port 5353, for datagrams
 */
public record Doors(int http, int https, int tls, int tcp, int udp) {}
