package dev.stanchion.activity.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.bus.ArrivedMessage;
import dev.stanchion.kit.bus.MemoryConnection;
import dev.stanchion.protocol.ControlSubjects;
import dev.stanchion.protocol.RequestSubjects;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final Duration MOMENT = Duration.ofMillis(30);
    private static final String SETTLED = ControlSubjects.settled(Group.CLUSTER_ID);
    private static final String AGAIN = ControlSubjects.again(Group.CLUSTER_ID);

    private final Group group = new Group();
    private final TestMember active = group.join();
    private final TestMember follower = group.join();

    WitnessTest() {
        active.takesOver();
        group.publishes("early-1", "early-2");
        group.pass(Duration.ofSeconds(6)); // the follower trusts the active from now on
    }

    private static boolean isTo(Group.Sent sent, TestMember member, String subject) {
        return sent.to() == member && sent.subject().equals(subject);
    }

    @Test
    void shouldForgetWhatTheActiveHasAnswered() {
        // when
        group.publishes("1", "2");
        group.asksToConnect("client", "_INBOX.connect");
        group.settle();

        // then
        group.pass(Duration.ofMillis(200));
        assertThat(follower.witness().report().messages()).isZero();
        assertThat(group.acknowledged).containsExactly("early-1", "early-2", "1", "2");
        assertThat(group.answered).containsExactly("_INBOX.connect");
    }

    @Test
    void shouldTakeWhatClientsPublishWhileNobodyIsActive() {
        // given
        group.publishes("1");
        group.pass(MOMENT);
        active.dies();
        group.publishes("2", "3");
        group.settle();

        // when
        follower.begins();
        group.publishes("4");
        group.settle();
        follower.serves();
        group.publishes("5");
        group.settle();

        // then
        assertThat(follower.taken()).containsExactly("again 2", "again 3", "again 4", "5");
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3", "4", "5");
        assertThat(group.acknowledged)
                .containsExactly("early-1", "early-2", "1", "2", "3", "4", "5");
    }

    @Test
    void shouldAcknowledgeAndNotStoreWhatTheLastActiveHasStoredWithoutAnAnswer() {
        // given
        active.stopsAnswering();
        group.publishes("1", "2");
        group.settle();
        active.dies();
        group.publishes("3");
        group.settle();

        // when
        follower.takesOver();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
        assertThat(group.acknowledged).containsExactly("early-1", "early-2", "1", "2", "3");
    }

    @Test
    void shouldStoreWhatTheLastActiveHadNotMadeDurable() {
        // given
        active.stopsCommitting();
        group.publishes("1", "2");
        group.pass(MOMENT);
        active.dies();

        // when
        follower.takesOver();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2");
        assertThat(group.acknowledged).containsExactly("early-1", "early-2", "1", "2");
    }

    @Test
    void shouldNotStoreTwiceWhatWasSettledInALostMessage() {
        // given
        group.lose(sent -> isTo(sent, follower, SETTLED));
        group.publishes("1", "2");
        group.pass(MOMENT);
        group.loseNothing();
        group.publishes("3");
        group.pass(
                MOMENT); // the follower hears that 3 is settled, and that it has missed something

        // when
        active.dies();
        follower.takesOver();

        // then: it asks behind the last sequence that it was sure of
        assertThat(follower.taken()).containsExactly("again 1", "again 2");
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
        assertThat(group.acknowledged)
                .containsExactly("early-1", "early-2", "1", "2", "3", "1", "2");
    }

    @Test
    void shouldNotStoreTwiceWhatArrivesLaterThanItIsSettled() {
        // given: a publish takes a long way to the follower
        group.publishesTo(active, "1");
        group.pass(MOMENT);

        // when
        group.publishesTo(follower, "1");
        group.pass(Duration.ofMillis(200));

        // then
        assertThat(follower.witness().report().messages()).isZero();

        // when: the same, and the follower is active by then
        group.publishesTo(active, "2");
        group.pass(MOMENT);
        active.dies();
        follower.takesOver();
        group.publishesTo(follower, "2");
        group.settle();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2");
    }

    @Test
    void shouldNotMindAMessageThatIsHeardTwice() {
        // given: what the active says arrives a second time
        byte[][] said = new byte[1][];
        group.lose(sent -> {
            if (isTo(sent, follower, SETTLED)) {
                said[0] = sent.payload();
            }
            return false;
        });
        group.publishes("1");
        group.pass(MOMENT);
        group.sendTo(follower, SETTLED, "", said[0]);
        group.settle();
        group.publishes("2");
        group.pass(MOMENT);

        // when
        active.dies();
        group.publishes("3");
        follower.takesOver();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
        assertThat(follower.taken()).containsExactly("again 3");
    }

    @Test
    void shouldOfferAgainWhatTheActiveHasMissed() {
        // given
        group.publishesTo(follower, "lost");
        group.publishes("1");
        group.settle();

        // when
        group.pass(Duration.ofMillis(900));

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1");

        // when
        group.pass(Duration.ofMillis(250));

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "lost");
        assertThat(group.acknowledged).containsExactly("early-1", "early-2", "1", "lost");
        assertThat(active.taken()).endsWith("1", "again lost");

        // when: the publish itself arrives late, perhaps from another member
        group.pass(Duration.ofSeconds(10));
        group.sendTo(active, AGAIN, "_INBOX.acks", offer("lost"));
        group.pass(MOMENT);

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "lost");
        assertThat(follower.witness().report().offered()).isEqualTo(1);
    }

    @Test
    void shouldNotStoreWhatAnotherFollowerOffersThoughTheLastActiveHasAnsweredIt() {
        // given a follower that does not hear of the answer
        TestMember deaf = group.join();
        group.lose(sent -> isTo(sent, deaf, SETTLED));
        group.publishes("1");
        group.pass(MOMENT);
        group.loseNothing();

        // when
        active.dies();
        follower.takesOver();
        group.publishes("2");
        group.pass(Duration.ofMillis(1200));

        // then
        assertThat(deaf.witness().report().offered()).isEqualTo(1);
        assertThat(follower.taken()).containsExactly("2", "again 1");
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2");

        // and it hears that the message is answered
        assertThat(deaf.witness().report().messages()).isZero();
    }

    @Test
    void shouldNotStoreWhatAnotherFollowerOffersThoughItHasAnsweredItInAnEarlierTerm() {
        // given a follower that does not hear of the answer, and is cut off then
        TestMember deaf = group.join();
        group.lose(sent -> isTo(sent, deaf, SETTLED));
        group.publishes("1");
        group.pass(MOMENT);
        group.lose(sent -> sent.to() == deaf || sent.subject().equals(AGAIN));

        // when another is active in between
        group.shards.on(0, () -> active.witness().follow());
        follower.takesOver();
        group.publishes("2");
        group.pass(Duration.ofSeconds(6));
        group.publishes("3");
        group.pass(Duration.ofSeconds(2));
        follower.dies();
        active.takesOver();
        group.loseNothing();
        group.pass(Duration.ofSeconds(5));

        // then
        assertThat(active.taken()).endsWith("again 1");
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
    }

    private static byte[] offer(String guid) {
        String subject = "_STAN.pub." + Group.CLUSTER_ID + "." + Group.CHANNEL;
        var publish =
                new ArrivedMessage(
                        subject, "_INBOX.acks", Group.publish(guid), new MemoryConnection(0));
        ByteBuf bytes = Unpooled.buffer();
        OfferedMessage.encode(publish, bytes);
        return ByteBufUtil.getBytes(bytes);
    }

    @Test
    void shouldOfferAfterOneTwoAndFourSecondsAsLongAsThereIsNoAnswer() {
        // given
        group.lose(sent -> isTo(sent, active, AGAIN));
        group.publishesTo(follower, "lost");

        // when
        group.pass(Duration.ofMillis(1200));
        assertThat(follower.witness().report().offered()).isEqualTo(1);
        group.pass(Duration.ofMillis(1700));
        assertThat(follower.witness().report().offered()).isEqualTo(1);
        group.pass(Duration.ofMillis(400));
        assertThat(follower.witness().report().offered()).isEqualTo(2);
        group.pass(Duration.ofMillis(3600));
        assertThat(follower.witness().report().offered()).isEqualTo(2);
        group.pass(Duration.ofMillis(600));

        // then
        assertThat(follower.witness().report().offered()).isEqualTo(3);
        group.pass(Duration.ofSeconds(30));
        assertThat(follower.witness().report().messages()).isZero();
    }

    @Test
    void shouldNotAcknowledgeAnOfferBeforeTheMessageIsDurable() {
        // given
        active.stopsCommitting();
        group.publishes("1");

        // when
        group.pass(Duration.ofMillis(1200));

        // then
        assertThat(active.taken()).endsWith("1", "again 1");
        assertThat(group.acknowledged).containsExactly("early-1", "early-2");
    }

    @Test
    void shouldNotOfferWhatTheActiveHasRefused() {
        // given
        active.refuses();

        // when
        group.publishes("1");
        group.pass(Duration.ofSeconds(3));

        // then
        assertThat(group.refused).containsExactly("1");
        assertThat(follower.witness().report().offered()).isZero();
    }

    @Test
    void shouldTakeRequestsThatHaveNoAnswerInTheOrderInWhichTheyCame() {
        // given
        active.dies();
        group.asksToConnect("client", "_INBOX.connect");
        group.publishes("1");
        group.send("_STAN.sub.ticketing", "_INBOX.subscribe", new byte[] {1});
        group.settle();

        // when
        follower.takesOver();

        // then
        assertThat(follower.taken()).containsExactly("again connect", "again 1", "again subscribe");
        assertThat(group.answered).containsExactly("_INBOX.connect", "_INBOX.subscribe");
    }

    @Test
    void shouldKeepARequestOnceHoweverOftenItHearsOfTheToken() {
        // given two servers of other versions, which give clients other subjects
        for (String token : List.of("a", "b", "a", "b")) {
            group.sendTo(follower, SETTLED, "", settled(token));
        }
        group.settle();

        // when
        String subject = RequestSubjects.of("", Group.CLUSTER_ID, "a").subscribe();
        group.sendTo(follower, subject, "", new byte[] {1});
        group.pass(Duration.ofMillis(200));

        // then
        assertThat(follower.witness().report().messages()).isEqualTo(1);
    }

    private static byte[] settled(String token) {
        ByteBuf bytes = Unpooled.buffer();
        new SettledMessage(0, 1, 1, token, new long[0], List.of()).encodeTo(bytes);
        return ByteBufUtil.getBytes(bytes);
    }

    @Test
    void shouldForgetRequestsAfterFiveSeconds() {
        // given
        active.dies();
        group.asksToConnect("client", "_INBOX.connect");

        // when
        group.pass(Duration.ofMillis(5200));
        follower.takesOver();

        // then
        assertThat(follower.taken()).isEmpty();
    }

    @Test
    void shouldIgnoreTheQuestionOfAServerThatStarts() {
        // given
        active.dies();
        group.asksToConnect(Group.CLUSTER_ID, "_INBOX.connect");
        group.settle();

        // when
        follower.takesOver();

        // then
        assertThat(follower.taken()).isEmpty();
    }

    @Test
    void shouldFollowAgainAfterItsTerm() {
        // given
        active.dies();
        follower.takesOver();
        TestMember third = group.join();
        group.publishes("1");
        group.pass(MOMENT);

        // when: the follower's term ends, and a third member becomes active
        group.shards.on(0, () -> follower.witness().follow());
        third.takesOver();
        group.publishes("2");
        group.pass(MOMENT);
        third.dies();
        group.publishes("3");
        group.settle();
        follower.takesOver();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
        assertThat(group.acknowledged).endsWith("1", "2", "3");
    }

    @Test
    void shouldHaveTheLastPingOfEachClientAnsweredThatCameWhileNobodyWasActive() {
        // given: a client sends all its pings with one reply subject
        active.dies();
        String pings = RequestSubjects.of("_STAN.discover", Group.CLUSTER_ID, "").pings();
        group.send(pings, "_INBOX.pings", new byte[] {1});
        group.pass(Duration.ofSeconds(5));
        group.send(pings, "_INBOX.pings", new byte[] {2});
        group.send(pings, "_INBOX.pings-of-another", new byte[] {3});
        group.pass(Duration.ofSeconds(4));

        // when
        follower.takesOver();

        // then: otherwise libraries give up after three pings
        assertThat(group.answered).containsExactly("_INBOX.pings", "_INBOX.pings-of-another");
    }

    @Test
    void shouldKeepWhatItHasNotTakenWhenItsTermEnds() {
        // given: its engine takes one message, and has no room for the others
        active.dies();
        group.publishes("1", "2", "3");
        group.settle();
        follower.pausesOnce();
        follower.takesOver();
        assertThat(follower.taken()).containsExactly("again 1");

        // when: it is replaced by one that has missed all of that, and becomes active again
        group.shards.on(0, () -> follower.witness().follow());
        TestMember third = group.join();
        third.takesOver();
        third.dies();
        follower.resumes();
        follower.takesOver();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
    }

    @Test
    void shouldSurviveATakeoverWithinATakeover() {
        // given
        TestMember third = group.join();
        active.stopsAnswering();
        group.publishes("1");
        group.settle();
        active.dies();
        group.publishes("2");
        group.settle();

        // when: the follower stores both, and dies before it says so
        follower.stopsAnswering();
        follower.takesOver();
        follower.dies();
        group.publishes("3");
        group.settle();
        third.takesOver();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3");
        assertThat(group.acknowledged).contains("1", "2", "3");
    }

    @Test
    void shouldWaitWithTheRestIfTheEngineHasEnough() {
        // given
        active.dies();
        group.publishes("1", "2", "3");
        group.settle();
        follower.begins();
        follower.pausesOnce();

        // when
        follower.serves();

        // then: it pauses at the first message
        assertThat(follower.taken()).containsExactly("again 1");

        // when
        group.publishes("4");
        group.settle();
        follower.resumes();
        group.settle();

        // then
        assertThat(group.stored()).containsExactly("early-1", "early-2", "1", "2", "3", "4");
    }
}
