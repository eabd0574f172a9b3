@org.jspecify.annotations.NullMarked
package io.netauto.server.audit;
