package dev.runbook.provider.process;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.failure.FailureClass;
import java.util.List;
import java.util.Optional;

/** Texts that sound like a failure class and are none of its known wordings: a person is told how to catch them. */
record SimilarWording(FailureClass failureClass, Pattern words) {
    private static final int LONGEST = 60;

    private static final List<SimilarWording> ALL = List.of(
            like(FailureClass.ImmutableField, "immutable|(can ?not|may not|must not) be (changed|updated|modified)"),
            like(FailureClass.ForeignOwner, "already exists|(owned|managed) by (another|a different)"),
            like(
                    FailureClass.OperationInProgress,
                    "(operation|upgrade|install|rollback) (is )?(still |already )?in progress|locked by"),
            like(FailureClass.ApplyConflict, "field manager|conflicts? with"),
            like(FailureClass.NotReady, "timed? ?out|deadline|(is|are|was|were) not ready|never became ready"),
            like(FailureClass.ReleaseNotFound, "release[^.]{0,60} (not found|does not exist)"),
            like(FailureClass.ChartNotFound, "chart[^.]{0,80} (not found|does not exist)"),
            like(FailureClass.Unreachable, "unreachable|no route to host|(did|does) not respond|unavailable"),
            like(FailureClass.Forbidden, "forbidden|denied|unauthori[sz]ed|not permitted"));

    /**
     * What is no likeness, though it uses such words: what a rule for a field refuses, what a policy or a webhook refuses, a
     * record of helm, a manifest, and a name that somebody has chosen.
     */
    private static final Pattern CONTRARY = Pattern.compile(
            "[^ ]+: Forbidden: |\\S+ \"[^\"]*\" is forbidden: |admission webhook \"[^\"]*\" denied the request|denied request: |"
                    + "\"?sh\\.helm\\.release\\S* already exists|release: already exists|release manifest|\"[^\" ]*\"");

    private static SimilarWording like(FailureClass failureClass, String words) {
        return new SimilarWording(failureClass, Pattern.compile("(?i)\\b(" + words + ")\\b"));
    }

    /** What to say about an error that no class knows; empty when it sounds like none. */
    static Optional<String> hint(String error) {
        String speaking = withoutContrary(error);
        for (SimilarWording likeness : ALL) {
            Matcher found = likeness.words().matcher(speaking);
            if (found.find()) {
                return Optional.of(
                        "It sounds like %s, and its text is not one of those that this class knows (runbook explain %s). A clause of the step catches it: rescue /%s/ => failure"
                                .formatted(
                                        likeness.failureClass(),
                                        likeness.failureClass(),
                                        literal(around(error, found))));
            }
        }
        return Optional.empty();
    }

    /** With signs in the place of the words that must not count, so that the others keep their places. */
    private static String withoutContrary(String error) {
        StringBuilder speaking = new StringBuilder(error);
        Matcher contrary = CONTRARY.matcher(error);
        while (contrary.find()) {
            speaking.replace(contrary.start(), contrary.end(), "_".repeat(contrary.end() - contrary.start()));
        }
        return speaking.toString();
    }

    /** The words that were found, and those around them: what is told apart by them alone is told apart badly. */
    private static String around(String error, Matcher found) {
        int begin = error.lastIndexOf(' ', Math.max(0, found.start() - 12)) + 1;
        int end = error.indexOf(' ', Math.min(error.length(), found.end() + 8));
        String text = error.substring(begin, end < 0 ? error.length() : end);
        return text.length() <= LONGEST ? text : error.substring(found.start(), found.end());
    }

    /** As a regular expression has it: names and quoted values stay, signs that mean something are escaped. */
    private static String literal(String text) {
        return text.replaceAll("([\\\\.\\[\\]{}()*+?^$|/#])", "\\\\$1");
    }
}
