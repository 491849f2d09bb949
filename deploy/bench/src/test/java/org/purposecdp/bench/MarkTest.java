package org.purposecdp.bench;

import java.io.IOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MarkTest {

    @Test
    void everyEventOfABatchBearsItsMark() throws IOException {
        byte[] batch =
                new Events("key", "Ordered", "orders")
                        .batch("abc.1", 50, 3, number -> "person-" + number);

        assertThat(Mark.in(batch))
                .containsExactly(
                        new Mark("abc.1", 50), new Mark("abc.1", 51), new Mark("abc.1", 52));
        assertThat(new ObjectMapper().readTree(batch).at("/batch/2/messageId").textValue())
                .isEqualTo("abc.1-52");
    }

    @Test
    void otherPeoplesOrdersAreLeftOut() throws IOException {
        byte[] json =
                "{\"orderId\":\"4711\",\"a\":[{\"orderId\":{}},{\"orderId\":\"x-y\"}]}"
                        .getBytes(UTF_8);

        assertThat(Mark.in(json)).isEmpty();
    }
}
