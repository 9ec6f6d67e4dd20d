/** PostgreSQL by its own driver, pgjdbc, which is known only here and loaded with the first session. Connection keywords come in; answers and failures go out. It decides nothing. */
@NullMarked
package dev.runbook.provider.postgres.adapter;

import org.jspecify.annotations.NullMarked;
