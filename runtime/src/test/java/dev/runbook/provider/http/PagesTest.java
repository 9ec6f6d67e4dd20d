package dev.runbook.provider.http;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Lookup;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pages that runbooks look at. */
class PagesTest {
    private final Calls calls = new Calls("v3.22.0");

    @Test
    void pages_answer_with_any_status_or_not_at_all() throws Exception {
        assertEquals(Value.FALSE, read(new HttpOk(), texts("https://coder.example")));
        Failed failed = assertThrows(Failed.class, () -> read(new HttpGet(), texts("https://coder.example")));
        assertEquals(FailureClass.Unreachable, failed.failure().kind());
        calls.web = request -> Web.PageResponse.of(503, "down");
        assertEquals(Value.FALSE, read(new HttpOk(), texts("https://coder.example")));
        Value.Entity page = assertInstanceOf(Value.Entity.class, read(new HttpGet(), texts("https://coder.example")));
        assertEquals(Value.of(503), page.field("status"));
        assertEquals(Value.of("down"), page.field("body"));
        assertThrows(Failed.class, () -> read(new HttpGet(), texts("file:///etc/passwd")));
    }

    private Value read(Lookup lookup, List<Value> positional, Object... options) throws InterruptedException {
        return lookup.read(calls.call(lookup.name(), positional, options));
    }
}
