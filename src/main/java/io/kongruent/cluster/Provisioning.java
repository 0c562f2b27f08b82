package io.kongruent.cluster;

import io.kongruent.provision.AdminKeys;
import io.kongruent.provision.Maker;
import java.time.InstantSource;

/**
 * That data planes are made for Gateways.
 *
 * @param keys told of the certificates for Admin APIs
 * @param clock by which they are renewed
 */
public record Provisioning(Maker maker, AdminKeys keys, InstantSource clock) {}
