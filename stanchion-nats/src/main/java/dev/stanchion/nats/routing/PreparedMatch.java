package dev.stanchion.nats.routing;

/**
 * One subject and what it matched last; matches again only when a version has moved.
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

    /** What matches now. */
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

    /** What matched when it was looked up last, which may not hold any more. */
    Matches<S> last() {
        return last.matches;
    }

    private Stamped<S> match() {
        // The stamps first: see Versions.
        long stripeVersion = router.versions().stripe(stripe);
        long globalVersion = router.versions().global();
        return new Stamped<>(router.match(subject, subject.length), stripeVersion, globalVersion);
    }
}
