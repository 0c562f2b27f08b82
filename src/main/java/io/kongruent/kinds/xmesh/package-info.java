/** XMesh: whose it is; its status, which says that no traffic between Services is served. */
@NullMarked
package io.kongruent.kinds.xmesh;

import org.jspecify.annotations.NullMarked;
