package dev.runbook.run.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommonSequenceTest {
    private static String pairs(String left, String right, int most) {
        return CommonSequence.of(texts(left), texts(right), most).stream()
                .map(pair -> pair.left() + "=" + pair.right())
                .collect(Collectors.joining(" "));
    }

    private static List<String> texts(String letters) {
        return letters.chars().mapToObj(Character::toString).toList();
    }

    @Test
    void what_both_have_in_the_same_order_is_paired() {
        assertEquals("0=0 1=1 2=2", pairs("abc", "abc", 9));
        assertEquals("0=1 1=2", pairs("aa", "naa", 9));
        assertEquals("1=0 2=1", pairs("naa", "aa", 9));
        assertEquals("0=0 1=2 3=3 4=5", pairs("abxde", "anbdme", 99));
        assertEquals("1=0", pairs("ab", "ba", 9));
        assertEquals("", pairs("ab", "cd", 9));
        assertEquals("", pairs("", "cd", 9));
    }

    @Test
    void of_long_lists_what_they_begin_and_end_with_is_paired() {
        assertEquals("0=0 4=5", pairs("abxde", "anbdme", 3));
    }
}
