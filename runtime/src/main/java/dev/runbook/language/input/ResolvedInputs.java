package dev.runbook.language.input;

import dev.runbook.language.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of the inputs. */
public sealed interface ResolvedInputs {
    /** Every input has its value, in the order of declaration; one that was left out is nil. */
    record Values(Map<String, Value> values) implements ResolvedInputs {
        public Values {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Every problem, those of unknown names first and then in the order of declaration. */
    record Invalid(List<InputProblem> problems) implements ResolvedInputs {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
