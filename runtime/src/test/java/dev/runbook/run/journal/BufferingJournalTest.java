package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.StopRequests.StopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BufferingJournalTest {
    private static final Entry.OperatorProcess ANNA = new Entry.OperatorProcess("anna", "desk", 1, "/work");
    private static final Entry WISH = new Entry.Interrupted(StopRequest.CLEANLY);
    private static final Entry NOTE = new Entry.Noted("", "", "a lock was taken over");

    private final List<Entry> written = new ArrayList<>();
    private final Journal journal = new BufferingJournal(written::add);

    @BeforeEach
    void note() {
        new Facts(journal).noted("a lock was taken over");
    }

    @Test
    void a_wish_to_stop_before_the_run_has_begun_stands_behind_its_beginning() {
        Entry began = new Entry.Began("1", "a.rb", "A", Map.of(), Map.of(), "none", Entry.Dialect.RUN, "1", ANNA);
        journal.append(WISH);
        assertEquals(List.of(), written);
        journal.append(began);
        journal.append(WISH);
        assertEquals(List.of(began, NOTE, WISH, WISH), written);
    }

    @Test
    void the_same_holds_where_a_run_is_carried_on() {
        Entry resumed = new Entry.Resumed(Map.of(), List.of(), "none", "1", ANNA);
        journal.append(WISH);
        journal.append(resumed);
        assertEquals(List.of(resumed, NOTE, WISH), written);
    }
}
