/** Plain HTTP requests over the JDK's client. An address comes in, a status and a text go out; nothing is ever sent that changes something. */
@NullMarked
package dev.runbook.adapter.web;

import org.jspecify.annotations.NullMarked;
