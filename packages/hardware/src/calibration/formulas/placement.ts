/** How experts lie over packages: all of them on each, or some on each, for which engines run other kernels. */
export type Placement = 'whole' | 'spread';
