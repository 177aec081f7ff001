package dev.stanchion.crash;

import dev.stanchion.crash.promise.Promise;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The end of each simulation, in which nothing more goes wrong. */
final class Closure {
    private static final int STARTS = 3;

    /** With no channel left, a store needs a few files that never grow. */
    private static final int FILES_OF_AN_EMPTY_STORE = 8;

    private static final long BYTES_OF_AN_EMPTY_STORE = 200_000;

    private final World world;
    private final Service service;

    Closure(World world, Service service) {
        this.world = world;
        this.service = service;
    }

    /**
     * Opens the remaining data, closes it, opens it again, and finally deletes everything in it.
     */
    void check() {
        if (world.verdict().isBroken()) {
            return;
        }
        if (world.isRunning()) {
            world.incidents().callOff();
            world.disk().limitTo(Long.MAX_VALUE);
            service.close();
        }
        world.processIsOver();
        for (int i = 0; i < STARTS && !world.verdict().isBroken(); i++) {
            if (!service.start()) {
                world.verdict().broken(Promise.GOES_ON, "it does not start, without any fault");
                return;
            }
            if (i == STARTS - 1) {
                deleteAll();
            }
            service.close();
        }
        if (!world.verdict().isBroken()) {
            expectNoLeftovers();
        }
    }

    private void deleteAll() {
        for (OpenChannel channel : world.run().usable()) {
            service.delete(channel);
        }
        world.await(() -> world.run().isEmpty());
        world.pass(World.SECONDS);
        world.verdict()
                .expect(
                        world.run().isEmpty(),
                        Promise.GOES_ON,
                        "channels cannot be deleted, without any fault");
    }

    private void expectNoLeftovers() {
        Map<Path, Long> files = new TreeMap<>(world.disk().files());
        files.keySet().removeIf(world::keeps);
        long bytes = files.values().stream().mapToLong(size -> size).sum();
        world.verdict()
                .expect(
                        files.size() <= FILES_OF_AN_EMPTY_STORE && bytes <= BYTES_OF_AN_EMPTY_STORE,
                        Promise.NOTHING_IS_LEFT_BEHIND,
                        "no channel is left, but these files are: %s",
                        files);
    }
}
