package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole numbers that helm reads from a file as floats, and the quotes that keep it from that. */
class LargeNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "20161216, 2.0161216e+07",
        "3000000, 3e+06",
        "1000650000, 1.00065e+09",
        "-1234567, -1.234567e+06",
        "9007199254740993, 9.007199254740992e+15",
        "123456789012345, 1.23456789012345e+14"
    })
    void a_float_is_written_as_go_writes_it(long number, String written) {
        assertEquals(written, LargeNumbers.asFloat(number));
    }

    @Test
    void only_whole_numbers_from_a_million_on_count() {
        assertEquals(
                List.of("a", "list[1].deep"),
                List.copyOf(LargeNumbers.of(Yaml.map(
                                "a: 1000000\nb: 999999\nc: 2000000.5\nd: \"3000000\"\nlist: [1, {deep: 4000000}]\nn: null\n",
                                "v.yml"))
                        .keySet()));
    }

    @Test
    void a_float_that_stands_alone_is_read_as_the_number() {
        String manifest =
                "spec:\n  gid: 3e+06\n  image: web:3e+06\n  env: \"3e+06\"\n  text: |\n    limit 3e+06\n---\nx: [3e+06]\n";
        assertEquals(3, LargeNumbers.texts(manifest, "3e+06"));
        assertEquals(0, LargeNumbers.texts("a: 3e+06\n", "3e+06"));
    }

    @Test
    void quotes_change_nothing_else_of_a_file() {
        String text = "# größe\ntag: 20161216 # pinned\nlist: [1, 3000000]\nother: 20161216\nquoted: '5000000'\n";
        String quoted =
                "# größe\ntag: \"20161216\" # pinned\nlist: [1, \"3000000\"]\nother: 20161216\nquoted: '5000000'\n";
        List<String> keys = List.of("tag", "list[1]", "quoted");
        assertEquals(quoted, QuotedValues.of(text, keys, "v.yml"));
        assertEquals(quoted, QuotedValues.of(quoted, keys, "v.yml"), "done twice");
        assertThrows(Failed.class, () -> QuotedValues.of(text, List.of("none"), "v.yml"));
    }
}
