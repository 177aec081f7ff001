package dev.stanchion.load.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private static Shape shape(Protocol protocol, int subscribers, int bytes, Work work) {
        return new Shape(
                "own", protocol, 1, subscribers, Reception.EACH, 1, bytes, work, Ballast.NONE);
    }

    @Test
    void shouldHaveEachNameOnce() {
        assertThat(Shapes.catalogue()).extracting(Shape::name).doesNotHaveDuplicates();
        assertThat(Shapes.catalogue())
                .extracting(Shape::name)
                .doesNotContainAnyElementsOf(Shapes.groups().keySet());
    }

    @Test
    void shouldDescribeEachShapeDifferently() {
        assertThat(Shapes.catalogue())
                .filteredOn(Shape::isStreaming)
                .extracting(Shape::described)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldFindShapesAndGroups() {
        assertThat(Shapes.find("1:1")).hasValueSatisfying(found -> assertThat(found).hasSize(1));
        assertThat(Shapes.find("core"))
                .hasValueSatisfying(
                        found -> assertThat(found).hasSize(16).noneMatch(Shape::isStreaming));
        assertThat(Shapes.find("nothing")).isEmpty();
    }

    @Test
    void shouldCountWhatMustArrive() {
        // given
        List<Shape> found = Shapes.find("1:4").orElseThrow();
        List<Shape> queue = Shapes.find("queue").orElseThrow();

        // then
        assertThat(found.getFirst().deliveriesOf(10)).isEqualTo(40);
        assertThat(queue.getFirst().deliveriesOf(10)).isEqualTo(10);
    }

    @Test
    void shouldKeepTheOrderByKeyApartFromWhatEveryServerHas() {
        // given
        Shape keyed = Shapes.find("keyed").orElseThrow().getFirst();

        // then
        assertThat(keyed.keys()).isEqualTo(10_000);
        assertThat(keyed.deliveriesOf(10)).isEqualTo(10);
        assertThat(keyed.described())
                .isEqualTo("1 publisher, queue group of 8 in the order of 10,000 keys, 128 B");
        assertThat(Shapes.find("streaming").orElseThrow()).doesNotContain(keyed);
        assertThatThrownBy(() -> keyed.over(Protocol.JETSTREAM))
                .hasMessage("JETSTREAM: no order by key, which the shape 'keyed' needs");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        Work flood = new Work.Flood(1);

        assertThatThrownBy(() -> shape(Protocol.STREAMING, 1, 8, flood))
                .hasMessage("size: 8 (expected: 16 to 524288)");
        assertThatThrownBy(() -> shape(Protocol.STREAMING, -1, 128, flood))
                .hasMessage("subscribers: -1 (expected: 0 to 10000)");
        assertThatThrownBy(() -> shape(Protocol.CORE, 1, 16, new Work.Paced(10)))
                .hasMessageContaining("size: 16 (expected: at least 24 with a rate");
        assertThatThrownBy(() -> shape(Protocol.CORE, 1, 128, new Work.CatchUp(10)))
                .hasMessageContaining("core NATS: stores nothing");
        assertThatThrownBy(() -> new Work.Paced(Double.NaN)).hasMessageContaining("rate: NaN");
        assertThatThrownBy(() -> new Work.Flood(0)).hasMessage("window: 0 (expected: at least 1)");
    }
}
