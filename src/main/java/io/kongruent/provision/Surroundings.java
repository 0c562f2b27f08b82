package io.kongruent.provision;

/**
 * What the cluster is like where data planes are made.
 *
 * @param ipv6 whether its pods have IPv6 addresses: then Kong listens there too
 * @param sleeps whether its API server knows {@code preStop.sleep}, as those from Kubernetes 1.30 on do
 */
public record Surroundings(boolean ipv6, boolean sleeps) {

    private static final int FIRST_THAT_SLEEPS = 30;

    /** One of today, with IPv4 alone. */
    public static final Surroundings USUAL = new Surroundings(false, true);

    /** @param podIps the addresses of a pod, separated by commas, as {@code status.podIPs} comes into a variable; empty where they aren't known */
    public static Surroundings of(String podIps) {
        return new Surroundings(podIps.indexOf(':') >= 0, true);
    }

    /** The same with an API server of this version. @param minor as it tells, such as {@code 29+} */
    public Surroundings on(String major, String minor) {
        String digits = minor.replaceAll("\\D.*", "");
        boolean old = major.equals("1")
                && !digits.isEmpty()
                && digits.length() < 4
                && Integer.parseInt(digits) < FIRST_THAT_SLEEPS;
        return new Surroundings(ipv6, !old);
    }
}
