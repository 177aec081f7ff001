package dev.stanchion.nats.routing;

/**
 * One subject with its last match. It matches again only when a version has changed.
 *
 * <p>Safe for use by many threads: the result and its stamps are one immutable object.
 */
public final class PreparedMatch<S extends Subscription> {
    private record Stamped<S extends Subscription>(
            Matches<S> matches, long stripeVersion, long globalVersion) {}

    private final SubjectRouter<S> router;
    private final byte[] subject;
    private final int stripe;
    private volatile Stamped<S> last;

    /**
     * @param subject the literal subject; not copied
     */
    public PreparedMatch(SubjectRouter<S> router, byte[] subject) {
        this.router = router;
        this.subject = subject;
        stripe = router.versions().stripeOf(subject, subject.length);
        last = match();
    }

    /** Returns the current match. */
    public Matches<S> current() {
        Stamped<S> stamped = last;
        Versions versions = router.versions();
        if (stamped.stripeVersion != versions.stripe(stripe)
                || stamped.globalVersion != versions.global()) {
            stamped = match();
            last = stamped;
        }
        return stamped.matches;
    }

    /** Returns the last match, which may be outdated. */
    Matches<S> last() {
        return last.matches;
    }

    private Stamped<S> match() {
        // Read the stamps first (see Versions).
        long stripeVersion = router.versions().stripe(stripe);
        long globalVersion = router.versions().global();
        return new Stamped<>(router.match(subject, subject.length), stripeVersion, globalVersion);
    }
}
