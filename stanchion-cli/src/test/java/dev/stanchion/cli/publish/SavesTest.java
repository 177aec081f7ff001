package dev.stanchion.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavesTest {
    private static final WatchedFile TICKET = new WatchedFile("tickets:created", Path.of("t.json"));

    private FileStamp stamp = stamp(1, 10, "first");
    private final Saves saves = new Saves(List.of(TICKET), path -> stamp);

    private static FileStamp stamp(long millis, long size, String key) {
        return new FileStamp(true, FileTime.fromMillis(millis), size, key);
    }

    private List<Saves.Event> lookAfter(long millis) {
        return saves.look(millis * 1_000_000);
    }

    @Test
    void shouldNoticeNothingWhereNothingHappens() {
        assertThat(lookAfter(0)).isEmpty();
        assertThat(lookAfter(1000)).isEmpty();
        assertThat(saves.isUnsettled()).isFalse();
    }

    @Test
    void shouldNoticeASaveOnceTheFileIsQuiet() {
        // given
        stamp = stamp(2, 11, "first");

        // then
        assertThat(lookAfter(0)).isEmpty();
        assertThat(saves.isUnsettled()).isTrue();
        assertThat(lookAfter(79)).isEmpty();
        assertThat(lookAfter(80)).containsExactly(new Saves.Event.Saved(TICKET));
        assertThat(lookAfter(200)).isEmpty();
    }

    @Test
    void shouldTakeAWriteInSeveralStepsForOneSave() {
        // when
        stamp = stamp(2, 0, "first");
        List<Saves.Event> emptied = lookAfter(0);
        stamp = stamp(3, 5, "first");
        List<Saves.Event> half = lookAfter(60);
        stamp = stamp(4, 10, "first");
        List<Saves.Event> whole = lookAfter(120);

        // then
        assertThat(emptied).isEmpty();
        assertThat(half).isEmpty();
        assertThat(whole).isEmpty();
        assertThat(lookAfter(210)).containsExactly(new Saves.Event.Saved(TICKET));
    }

    @Test
    void shouldNoticeAFileThatIsRenamedOverTheOldOne() {
        // when
        stamp = stamp(1, 10, "second");
        lookAfter(0);

        // then
        assertThat(lookAfter(100)).containsExactly(new Saves.Event.Saved(TICKET));
    }

    @Test
    void shouldNoticeThatAFileIsGoneAndThatItIsBack() {
        // given
        stamp = FileStamp.MISSING;
        lookAfter(0);
        List<Saves.Event> gone = lookAfter(100);

        // when
        stamp = stamp(5, 10, "third");
        lookAfter(200);

        // then
        assertThat(gone).containsExactly(new Saves.Event.Deleted(TICKET));
        assertThat(lookAfter(300)).containsExactly(new Saves.Event.Saved(TICKET));
    }

    @Test
    void shouldNotReportAnEditorThatReplacesAFileQuickly() {
        // when
        stamp = FileStamp.MISSING;
        lookAfter(0);
        stamp = stamp(1, 10, "first");
        lookAfter(20);

        // then
        assertThat(lookAfter(200)).isEmpty();
    }

    @Test
    void shouldReadAPairOnlyWhereTheCommandHasNoChannel() {
        assertThat(WatchedFile.parse("", "orders:created=o.json"))
                .contains(new WatchedFile("orders:created", Path.of("o.json")));
        assertThat(WatchedFile.parse("c", "a=b.json"))
                .contains(new WatchedFile("c", Path.of("a=b.json")));
        assertThat(WatchedFile.parse("", "o.json")).isEqualTo(Optional.empty());
        assertThat(WatchedFile.parse("", "=o.json")).isEmpty();
        assertThat(WatchedFile.parse("", "orders:created=")).isEmpty();
    }
}
