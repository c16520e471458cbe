/**
 * Numbers that the TypeScript and the AssemblyScript side must agree on: flag bits and the places of
 * fields in the shared memory. Plain `export const`, since both compilers read this file.
 */

/** To be made. */
export const HOLE = 1
/** Has no colour to trust: under the hole, or transparent. */
export const BLANK = 2
/** Never a source: transparent, or excluded by the caller. */
export const VOID = 4
/** Centre of a patch that lies wholly on usable pixels. */
export const SOURCE = 8
/** Centre of a patch inside the picture that overlaps the hole: what the search works on. */
export const TARGET = 16
/** Hole pixel that has no colour yet. */
export const FRESH = 32
/** Patch centre that the current onion layer searches. */
export const ACTIVE = 64
/** Hole pixel that the current onion layer colours. */
export const PENDING = 128

/** A nearest-neighbour field entry packs a source centre as y << 16 | x; this one means none yet. */
export const NONE = -1

/** Byte offsets in the control page (the first 64 KiB; asc keeps its own data below 16 KiB). */
export const CONTROL = 16384
/** Int32 phase number, shared with the threads. */
export const ARGS = 20480
/** Vote weights, Uint16 per step of the distance code, offset by WEIGHT_ORIGIN. */
export const WEIGHTS = 24576
export const WEIGHT_ORIGIN = 256
export const WEIGHT_COUNT = 512
/** Level descriptors, LEVEL_BYTES each. */
export const LEVELS = 32768
export const LEVEL_BYTES = 128
/** Descriptors of the blend's grids, GRID_BYTES each. */
export const GRIDS = 40960
export const GRID_BYTES = 64
/** First byte behind the control page. */
export const HEAP = 65536

/** Fields of a level descriptor, as Int32 (addresses are bytes). */
export const L_WIDTH = 0
export const L_HEIGHT = 4
/** Pixels per row, padded. */
export const L_STRIDE = 8
/** Colours: R, G, B, texture. */
export const L_PIXELS = 12
export const L_FLAGS = 16
/** Patch radius, 1 to 3. */
export const L_RADIUS = 20
/** The box that holds every target; the planes of the nearest-neighbour field cover only it. */
export const L_LEFT = 24
export const L_TOP = 28
export const L_BOX_WIDTH = 32
export const L_BOX_HEIGHT = 36
/** Int32 per box pixel: packed source centre. */
export const L_FIELD = 40
/** Int32 per box pixel: squared patch distance. */
export const L_DISTANCE = 44
/** Int32 row numbers: band i is rows [bands[i], bands[i + 1]). */
export const L_BANDS = 48
/** SCRATCH_BYTES for each band. */
export const L_SCRATCH = 52
/** Three Int32 per row: targets, sources, hole pixels. */
export const L_COUNTS = 56

/** Bytes of scratch that one band may use while it votes. */
export const SCRATCH_BYTES = 320
/** Rows per band in the phases that walk whole rows. */
export const BAND_ROWS = 64

/** Fields of the phase arguments, as Int32 from ARGS. */
export const A_LEVEL = 0
export const A_OTHER = 4
/** Flag bit a pixel must carry to be worked on. */
export const A_SELECT = 8
/** Hash key of this pass. */
export const A_KEY = 12
/** 0 scans from the top left, 1 from the bottom right. */
export const A_REVERSE = 16
/** Largest radius of the random search in pixels. */
export const A_WINDOW = 20
/** 1: compare only pixels that have a colour (onion peel); distances are scaled to a full patch. */
export const A_PARTIAL = 24
/** 1: distances in memory are stale. */
export const A_STALE = 28
/** Random samples over the whole crop for an entry that has none yet. */
export const A_SAMPLES = 32
/** Raw crop as handed in. */
export const A_RAW = 36
export const A_RAW_CHANNELS = 40
export const A_RAW_BYTES = 44
export const A_RAW_HOLE = 48
/** 0: every known pixel may serve. */
export const A_RAW_SOURCE = 52
/** Texture feature gain, in sixteenths. */
export const A_TEXTURE_GAIN = 56
/** What it costs a source to lie a picture's width, or height, away: squared distance; grows as a square. */
export const A_ACROSS = 60
export const A_DOWN = 64
/** How many coarser levels there are to look up a pixel's depth in the hole. */
export const A_COARSER = 68
/** log2 of the depth at which distance counts in full, less the level. */
export const A_FULL_DEPTH = 72

/**
 * Fields of a grid descriptor, as Int32. Planes are Float32 over the hole's box (halved for each
 * coarser grid) with a border of zeros: pixel (x, y) is at (y + 1) * stride + GRID_LEFT + x.
 */
export const G_STRIDE = 0
export const G_WIDTH = 4
export const G_HEIGHT = 8
/** The unknown; while grids are set up, the weight of known neighbours. */
export const G_X = 12
/** The right-hand side; while grids are set up, the weight that holds the unknown at 0. */
export const G_RHS = 16
/** One over the diagonal; 0 where nothing is unknown, which keeps the unknown at 0 there. */
export const G_INVERSE = 20
/** Weights of the edges to the right and down; absent (0) on the finest grid, where they are 1. */
export const G_RIGHT = 24
export const G_DOWN = 28
/** Int32 per group of four pixels with an unknown: (index / 4) << 1 | row parity. */
export const G_LIST = 32
export const G_GROUPS = 36
export const GRID_LEFT = 4
/** Groups per band. */
export const BAND_GROUPS = 2048

/** Arguments of the blend's phases. */
export const A_GRID = 76
export const A_COARSE_GRID = 80
/** 0, 1, 2: R, G, B; and which of a chessboard's colours to relax. */
export const A_CHANNEL = 84
export const A_COLOUR = 88
/** Where the channel's result goes: Int16 in 1/CORRECTION_STEPS of an 8-bit level, per grid pixel. */
export const A_CORRECTION = 92
/** Float32: how strongly the blend holds to the copied colours. */
export const A_HOLD = 96
/** Float64: the step along the search direction, or how much of the last one to keep. */
export const A_FACTOR = 104
/** Float64 per band: partial dot products. */
export const A_PARTS = 112
/** Planes of the conjugate gradients, laid out as the finest grid: search direction and solution. */
export const A_DIRECTION = 116
export const A_SOLUTION = 120
export const CORRECTION_STEPS = 32

/** Uint8 per crop pixel, rows not padded: the texture channel before it is softened. */
export const A_RAW_TEXTURE = 180
/** How much richness excuses: squared difference per pixel of a patch and squared texture, in 1/256. */
export const A_RICHNESS = 184
/** The texture channel is a mean over this many pixels each way. */
export const A_TEXTURE_REACH = 188

/** How many source centres the seed table holds; 0 draws from the whole crop. */
export const A_SEEDS = 160
/** Packed source centres to draw from where sources are few and far: Int32 each, at most SEED_COUNT. */
export const SEEDS = 57344
export const SEED_COUNT = 1024

/** 1: sources cost extra by the cell of the crop they lie in. */
export const A_EXPLORE = 164
/** What a source in each cell costs, squared distance: Int32, EXPLORE_SIDE rows of as many cells. */
export const EXPLORE = 61440
export const EXPLORE_SIDE = 32
