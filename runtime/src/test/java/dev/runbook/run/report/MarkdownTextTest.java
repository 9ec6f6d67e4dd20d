package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others have written is no markup, no link and no mention in a ticket. */
class MarkdownTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @everyone look                  | @\u200Beveryone look
            ask (@anna), cc @team/ops       | ask (@\u200Banna), cc @\u200Bteam/ops
            coder@sha256:0a1b               | coder@sha256:0a1b
            http://evil.example/x           | http:\\//evil.example/x
            see HTTPS://evil.example        | see HTTPS:\\//evil.example
            www.evil.example                | www\\.evil.example
            [a](b) <i> #12 &lt;             | \\[a\\](b) \\<i\\> \\#12 &amp;lt;
            """)
    void it_stays_text(String written, String escaped) {
        assertEquals(escaped, MarkdownText.escape(written));
    }
}
