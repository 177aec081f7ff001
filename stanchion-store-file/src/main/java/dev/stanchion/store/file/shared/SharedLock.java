package dev.stanchion.store.file.shared;

import dev.stanchion.activity.Basis;
import dev.stanchion.activity.BlockingLock;
import dev.stanchion.activity.Rival;
import dev.stanchion.activity.Sighting;
import dev.stanchion.activity.Tenure;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskTrouble;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of servers that share a directory. To take it is to end the term of the last epoch and
 * to make the next. A server that was deposed, and does not know it, harms nothing, see {@link
 * SharedDisk}. So others may judge by its silence.
 *
 * <p>No lock of the file system is needed for that. Where one works, it tells others at once that a
 * process has ended.
 *
 * <p>Confined to one thread at a time.
 */
public final class SharedLock implements BlockingLock {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLock.class);
    private static final String ON_BUS = ".n";
    private static final String MEMBER = ".m";

    /** Directories, second names and the files of the lock take some room, too. */
    private static final long ROOM_FOR_NAMES = 1 << 20;

    private final Disk disk;
    private final Epochs epochs;
    private final String self;
    private final String kind;
    private final Supplier<String> ids;
    private final LongSupplier nanos;
    private @Nullable Held held;
    private final Sight sight;
    private String seenWithLock = "";
    private long looks;

    private record Held(long number, String id, Term term, Life life, Remains remains) {}

    /**
     * @param self the name of this server for other servers
     * @param isOnBus whether this member answers on a bus
     * @param ids makes a new one for each claim
     * @param nanos a clock that never goes back
     */
    public SharedLock(
            Disk disk,
            Path directory,
            String self,
            boolean isOnBus,
            Supplier<String> ids,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.disk = disk;
        this.epochs = new Epochs(disk, directory);
        this.self = self;
        this.kind = isOnBus ? ON_BUS : MEMBER;
        this.ids = ids;
        this.sight = new Sight(ids);
    }

    private Life lifeIn(Path epoch) {
        return new Life(disk, epoch, nanos);
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T answer(String operation, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.IO, operation, place(), DiskTrouble.of(e), e);
        }
    }

    private String place() {
        return epochs.directory().toString();
    }

    @Override
    public Sighting look() {
        return answer(
                "look",
                () -> {
                    looks++;
                    Held current = held;
                    if (current != null && current.term().endedBy().isEmpty()) {
                        giveSign(current);
                        return new Sighting(Rival.SELF, current.id(), looks, self);
                    }
                    held = null;
                    return seen(epochs.look());
                });
    }

    private void giveSign(Held current) throws IOException {
        current.life().beat();
        try {
            current.remains().deleteSome();
        } catch (IOException e) {
            LOG.debug("What earlier epochs have left in {} stays for now", place(), e);
        }
    }

    private Sighting seen(Epochs.Content content) throws IOException {
        long last = content.last();
        if (last > 0) {
            Path epoch = epochs.epoch(last);
            if (new Term(disk, epoch).endedBy().isEmpty()) {
                Life life = lifeIn(epoch);
                Life.Seen seen = life.look();
                sight.test(life, seen);
                return new Sighting(
                        seen.id().endsWith(ON_BUS) ? Rival.MEMBER_ON_BUS : Rival.MEMBER,
                        seen.id(),
                        seen.beats(),
                        seen.name(),
                        hasEnded(epoch, seen.id()));
            }
        }
        if (!content.claims().isEmpty()) {
            return claiming(content.claims());
        }
        return last == 0 ? plain() : Sighting.FREE;
    }

    /**
     * The lock is free, and this process has seen that its holder had it. A file system may show
     * locks of other machines late or not at all, and then this says nothing.
     */
    private boolean hasEnded(Path epoch, String id) throws IOException {
        boolean isTaken =
                disk.list(epoch).stream().anyMatch(each -> each.name().equals("lock"))
                        && !isFree(epoch);
        if (isTaken) {
            seenWithLock = id;
        }
        return !isTaken && seenWithLock.equals(id);
    }

    private boolean isFree(Path directory) {
        try {
            disk.lock(directory).close();
            return true;
        } catch (StoreException | IOException e) {
            return false;
        }
    }

    /** They are alive if any of them goes on. */
    private Sighting claiming(List<Path> claims) throws IOException {
        StringBuilder id = new StringBuilder("claim");
        long beats = 0;
        String name = "a server that has just begun";
        for (Path each : claims.stream().sorted().toList()) {
            id.append(' ').append(each.getFileName());
            try {
                Life.Seen seen = lifeIn(each).look();
                beats += seen.beats();
                name = seen.name();
            } catch (NoSuchFileException e) {
                LOG.debug("{} has just begun, or is given up", each);
            }
        }
        return new Sighting(Rival.MEMBER, id.toString(), beats, name);
    }

    /** A server that knows no epochs has the directory, or nobody. */
    private Sighting plain() throws IOException {
        disk.createDirectory(epochs.directory());
        return isFree(epochs.directory())
                ? Sighting.FREE
                : new Sighting(Rival.OUTSIDER, "plain", looks, "a server without -ft_shared");
    }

    @Override
    public Tenure claim(Sighting seen, Basis basis) {
        return answer(
                "claim",
                () -> {
                    Epochs.Content content = epochs.look();
                    Sighting now = seen(content);
                    boolean hasMoved = basis == Basis.UNCHANGED && now.mark() != seen.mark();
                    if (!now.id().equals(seen.id()) || hasMoved) {
                        throw busy(now.holder().isEmpty() ? "nobody has it now" : now.holder());
                    }
                    held = claim(content.last());
                    return new Tenure(held.id(), held.number(), false);
                });
    }

    /**
     * Takes it for a server without a group, which follows nobody.
     *
     * @throws StoreException of kind {@code BUSY} if another server has it
     */
    public Tenure claimAlone() {
        Sighting seen = look();
        if (answer("open", () -> isInUse(seen))) {
            throw new StoreException(
                    StoreException.Kind.BUSY, "open", place(), "it is in use by " + seen.holder());
        }
        return claim(seen, Basis.UNCHANGED);
    }

    /** The lock of a member that has ended is free, whoever has seen it. */
    private boolean isInUse(Sighting seen) throws IOException {
        return switch (seen.rival()) {
            case NONE -> false;
            case OUTSIDER -> true;
            case SELF, MEMBER, MEMBER_ON_BUS -> !isFree(epochs.lastStore());
        };
    }

    private StoreException busy(String holder) {
        return new StoreException(
                StoreException.Kind.BUSY, "claim", place(), "another member has it: " + holder);
    }

    @SuppressWarnings("try") // the directory is kept from others meanwhile
    private Held claim(long last) throws IOException {
        if (last == 0) {
            new StoreDirectory(epochs.directory()).createRoot(disk);
        }
        String id = ids.get() + kind;
        Path made = epochs.claim(last + 1, id);
        disk.createDirectory(made);
        try {
            Life life = lifeIn(made);
            life.begin(id, self);
            if (epochs.look().last() != last) { // its own new name makes the system look again
                throw busy("it was faster");
            }
            requireRoom(epochs.store(last), made);
            if (last > 0) {
                new Term(disk, epochs.epoch(last)).end(self);
                return succeed(last, id, made, life);
            }
            try (Disk.Hold plain = disk.lock(epochs.directory())) {
                return succeed(last, id, made, life);
            }
        } catch (IOException | RuntimeException e) {
            giveUp(made);
            throw e;
        }
    }

    /** The last term ends only if the next one can begin. */
    private void requireRoom(Path from, Path made) throws IOException {
        long needed = new Succession(disk, from, made, lifeIn(made)::beatIfDue).bytesToCopy();
        long free = disk.usableBytes(epochs.directory());
        if (free < needed + ROOM_FOR_NAMES) {
            throw new StoreException(
                    StoreException.Kind.FULL,
                    "claim",
                    place(),
                    "a takeover copies %s there, and %s are free: make room on the disk"
                            .formatted(mebibytes(needed + ROOM_FOR_NAMES), mebibytes(free)));
        }
    }

    private static String mebibytes(long bytes) {
        return "%.1f MiB".formatted(bytes / (double) (1 << 20));
    }

    private Held succeed(long last, String id, Path made, Life life) throws IOException {
        new Succession(disk, epochs.store(last), made, life::beatIfDue).run();
        new Term(disk, made).create();
        disk.syncDirectory(made);
        return become(last + 1, id, made);
    }

    /** The rename decides who of those that have made it has the next epoch. */
    private Held become(long number, String id, Path made) throws IOException {
        Path epoch = epochs.epoch(number);
        Life life = lifeIn(epoch);
        try {
            disk.rename(made, epoch);
        } catch (IOException e) { // or the answer was lost
            if (!isMine(life, id)) {
                throw busy("it was faster");
            }
        }
        disk.syncDirectory(epochs.directory());
        return new Held(number, id, new Term(disk, epoch), life, new Remains(epochs, number));
    }

    private static boolean isMine(Life life, String id) {
        try {
            return life.look().id().equals(id);
        } catch (IOException e) {
            return false;
        }
    }

    private void giveUp(Path made) {
        try {
            Remains.deleteAll(disk, made);
        } catch (IOException e) {
            LOG.debug("{} stays until the next takeover", made, e);
        }
    }

    @Override
    public void renew() {
        answer(
                "renew",
                () -> {
                    Held current = held;
                    Optional<String> ended =
                            current == null ? Optional.of("nobody") : current.term().endedBy();
                    if (current == null || ended.isPresent()) {
                        held = null;
                        throw new StoreException(
                                StoreException.Kind.FENCED,
                                "renew",
                                place(),
                                ended.orElse("nobody") + " has taken over");
                    }
                    current.life().beat();
                    return current;
                });
    }

    @Override
    public void release() {
        Held current = held;
        held = null;
        if (current != null) {
            answer(
                    "release",
                    () -> {
                        current.term().end("given back by " + self);
                        return current;
                    });
        }
    }

    @Override
    public void close() {}
}
