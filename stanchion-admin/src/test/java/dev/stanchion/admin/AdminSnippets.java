package dev.stanchion.admin;

import dev.stanchion.admin.Change.Outcome;
import dev.stanchion.admin.answer.Channel;
import dev.stanchion.admin.answer.Plan;
import dev.stanchion.admin.answer.Standstill;
import java.util.List;
import java.util.Optional;

/** The code of {@code docs/guide/java-admin.md}, so that it compiles and runs. */
final class AdminSnippets {
    private AdminSnippets() {}

    static StanchionAdmin connect(String url, String password) {
        // snippet: connect
        StanchionAdmin admin = StanchionAdmin.builder(url).user("ann", password).build();
        // end
        return admin;
    }

    static void look(StanchionAdmin admin) {
        // snippet: look
        for (Channel channel : admin.channels(ListQuery.all().sort("-lagMessages")).items()) {
            System.out.printf("%s: %d behind%n", channel.name(), channel.lagMessages());
        }
        for (Standstill reason : admin.why("tickets:created").reasons()) {
            System.out.println(reason.sentence() + " " + reason.remedy());
        }
        // end
    }

    static Outcome purge(StanchionAdmin admin) {
        // snippet: change
        Change purge = admin.channel("tickets:created").purge(PurgeRequest.keepLast(1000));
        Plan plan = purge.plan();
        System.out.println(plan.summary());
        Outcome outcome = purge.make(plan);
        // end
        return outcome;
    }

    static void live(StanchionAdmin admin) {
        // snippet: live
        try (EventStream live = admin.events(List.of("overview", "findings"), ListQuery.all())) {
            Optional<Event> event = live.next(); // waits; empty when the stream has ended
            event.ifPresent(each -> System.out.println(each.name() + " " + each.members()));
        }
        // end
    }
}
