package dev.stanchion.server;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/** Values as the Go server writes them in its log. */
final class GoText {
    private static final BigInteger MICRO = BigInteger.valueOf(1_000);
    private static final BigInteger MILLI = BigInteger.valueOf(1_000_000);
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger MINUTE = SECOND.multiply(BigInteger.valueOf(60));
    private static final BigInteger HOUR = MINUTE.multiply(BigInteger.valueOf(60));

    private GoText() {}

    /**
     * Writes a duration: {@code 1h0m0s}, {@code 1.5s}, {@code 300ms}, {@code 0s}. Source: Go's
     * {@code Duration.String}.
     */
    static String duration(Duration duration) {
        BigInteger nanos =
                BigInteger.valueOf(duration.getSeconds())
                        .multiply(SECOND)
                        .add(BigInteger.valueOf(duration.getNano()));
        String magnitude = magnitude(nanos.abs());
        return nanos.signum() < 0 ? "-" + magnitude : magnitude;
    }

    private static String magnitude(BigInteger nanos) {
        if (nanos.signum() == 0) {
            return "0s";
        }
        if (nanos.compareTo(MICRO) < 0) {
            return nanos + "ns";
        }
        if (nanos.compareTo(MILLI) < 0) {
            return decimal(nanos, MICRO) + "\u00b5s";
        }
        if (nanos.compareTo(SECOND) < 0) {
            return decimal(nanos, MILLI) + "ms";
        }
        String seconds = decimal(nanos.mod(MINUTE), SECOND) + "s";
        if (nanos.compareTo(MINUTE) < 0) {
            return seconds;
        }
        String minutes = nanos.mod(HOUR).divide(MINUTE) + "m" + seconds;
        return nanos.compareTo(HOUR) < 0 ? minutes : nanos.divide(HOUR) + "h" + minutes;
    }

    private static String decimal(BigInteger nanos, BigInteger unit) {
        BigDecimal quotient = new BigDecimal(nanos).divide(new BigDecimal(unit));
        return quotient.signum() == 0 ? "0" : quotient.stripTrailingZeros().toPlainString();
    }
}
