import { describeBehaviour } from './behaviour';

describe('the stand as it was set up', describeBehaviour);
