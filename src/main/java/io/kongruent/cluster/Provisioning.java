package io.kongruent.cluster;

import io.kongruent.provision.AdminKeys;
import io.kongruent.provision.Maker;
import io.kongruent.provision.Troubles;
import java.time.InstantSource;

/**
 * That data planes are made for Gateways.
 *
 * @param keys told of the certificates for Admin APIs
 * @param troubles told why some can't be made
 * @param clock by which they are renewed
 */
public record Provisioning(Maker maker, AdminKeys keys, Troubles troubles, InstantSource clock) {}
