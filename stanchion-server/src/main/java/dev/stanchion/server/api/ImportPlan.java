package dev.stanchion.server.api;

import dev.stanchion.engine.admin.Difference;
import dev.stanchion.engine.admin.Operation;
import dev.stanchion.engine.admin.Place;
import dev.stanchion.engine.admin.PositionState;
import dev.stanchion.server.api.DefinitionResource.Existing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an import does: it creates what is missing, and moves what is elsewhere if that is wanted.
 * It never deletes. Immutable.
 *
 * @param creates the operations that create channels and positions
 * @param moves the operations that move positions
 * @param untouched how many positions exist and stay where they are
 */
record ImportPlan(List<Operation> creates, List<Operation> moves, int untouched) {
    private static final Pattern STATE =
            Pattern.compile("import:[0-9a-f]{1,8}:(\\d{1,9}):(\\d{1,9}):(\\d{1,9})");

    ImportPlan {
        creates = List.copyOf(creates);
        moves = List.copyOf(moves);
    }

    static ImportPlan of(Definitions wanted, List<Existing> existing, boolean moves) {
        Map<String, Existing> byName = new HashMap<>();
        existing.forEach(each -> byName.put(each.name(), each));
        List<Operation> creates = new ArrayList<>();
        List<Operation> moving = new ArrayList<>();
        int untouched = 0;
        for (Definitions.Channel channel : wanted.channels()) {
            Existing known = byName.get(channel.name());
            if (known == null) {
                creates.add(new Operation.Create(channel.name(), Optional.empty()));
            }
            for (Definitions.Position position : channel.positions()) {
                Optional<PositionState> there =
                        Optional.ofNullable(known).flatMap(each -> each.position(position.key()));
                if (there.isEmpty()) {
                    creates.add(
                            new Operation.Create(
                                    channel.name(),
                                    Optional.of(
                                            new Operation.NewPosition(
                                                    position.key(),
                                                    position.nextSequence(),
                                                    position.maxInFlight(),
                                                    position.ackWaitSeconds()))));
                } else if (moves && there.get().nextSequence() != position.nextSequence()) {
                    moving.add(
                            new Operation.Move(
                                    channel.name(),
                                    position.key(),
                                    new Place.Sequence(position.nextSequence()),
                                    false));
                } else {
                    untouched++;
                }
            }
        }
        return new ImportPlan(creates, moving, untouched);
    }

    /** Returns all operations in the order in which they are made. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>(creates);
        all.addAll(moves);
        return all;
    }

    /** Returns what tells this plan from another one. */
    String state() {
        return "import:%x:%d:%d:%d"
                .formatted(
                        operations().hashCode(),
                        createdChannels(),
                        createdPositions(),
                        moves.size());
    }

    /**
     * Returns what differs from the plan of another state.
     *
     * @param state may be of no plan at all
     */
    List<Difference> differencesFrom(String state) {
        Matcher planned = STATE.matcher(state);
        if (!planned.matches()) {
            return List.of(new Difference("definitions", "no plan of an import", state()));
        }
        List<Difference> found = new ArrayList<>();
        Difference.ofNumber("channelsCreated", Long.parseLong(planned.group(1)), createdChannels())
                .ifPresent(found::add);
        Difference.ofNumber(
                        "positionsCreated", Long.parseLong(planned.group(2)), createdPositions())
                .ifPresent(found::add);
        Difference.ofNumber("positionsMoved", Long.parseLong(planned.group(3)), moves.size())
                .ifPresent(found::add);
        if (found.isEmpty()) {
            found.add(new Difference("definitions", "as many, but others", summary()));
        }
        return found;
    }

    String summary() {
        return "%s and %s are created, %s moved, %s."
                .formatted(
                        counted(createdChannels(), "channel"),
                        counted(createdPositions(), "position"),
                        counted(moves.size(), "position") + (moves.size() == 1 ? " is" : " are"),
                        untouched == 1 ? "1 stays as it is" : untouched + " stay as they are");
    }

    private static String counted(long count, String noun) {
        return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    private long createdChannels() {
        return creates.stream().filter(ImportPlan::isOfChannel).count();
    }

    private long createdPositions() {
        return creates.size() - createdChannels();
    }

    private static boolean isOfChannel(Operation operation) {
        return operation instanceof Operation.Create create && create.position().isEmpty();
    }
}
