package io.kongruent.kong.expression;

/** The constant of a predicate. {@link #toString()} is its text in the language. */
public sealed interface Literal {

    /** Text, or the pattern of {@link Operator#REGEX}. How it was quoted is not part of it. */
    record Text(String value) implements Literal {
        @Override
        public String toString() {
            return Printer.quote(value);
        }
    }

    /** A number; the language can't write {@link Long#MIN_VALUE}. */
    record Int(long value) implements Literal {
        public Int {
            if (value == Long.MIN_VALUE) {
                throw new IllegalArgumentException("number too large to fit in target type");
            }
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** One address. */
    record Address(IpAddress address) implements Literal {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** A network in CIDR form; the bits behind the prefix are zero. */
    record Network(IpAddress address, int prefix) implements Literal {
        public Network {
            if (prefix < 0 || prefix > address.bits()) {
                throw new IllegalArgumentException(
                        "prefix length " + prefix + " of a " + address.bits() + "-bit address");
            }
            if (!address.masked(prefix).equals(address)) {
                throw new IllegalArgumentException("host part of address was not zero");
            }
        }

        /** The network of this prefix length that an address lies in. */
        public static Network around(IpAddress address, int prefix) {
            return new Network(address.masked(prefix), prefix);
        }

        /** Whether an address lies in this network; an IPv4 address never lies in an IPv6 network, nor the other way round. */
        public boolean contains(IpAddress candidate) {
            return candidate.v6() == address.v6() && candidate.masked(prefix).equals(address);
        }

        @Override
        public String toString() {
            return address + "/" + prefix;
        }
    }
}
