import { chromium } from '@playwright/test';
import { launch } from './chromium.mjs';
const b=await chromium.launch(launch);
const take=async(url,name,w,scheme,full=true)=>{const c=await b.newContext({viewport:{width:w,height:900},colorScheme:scheme});const p=await c.newPage();p.on('pageerror',e=>console.log(url,'pageerror',e.message));p.on('console',m=>console.log(url,m.text()));
await p.goto('http://127.0.0.1:3100'+url,{waitUntil:'networkidle'});const over=await p.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth);if(over>0)console.log('OVER',url,w,over);await p.screenshot({path:'/tmp/shots/'+name+'.png',fullPage:full});await c.close();};
for(const [u,n] of [['/jilin/published','pub'],['/jilin/published/r43-29','one'],['/jilin/reconcile','rec'],['/jilin/compare','cmp'],['/jilin/race','race'],['/jilin/race?illustrative=1','race1']]){await take(u,n+'-1440',1440,'light');await take(u+(u.includes('?')?'&':'?')+'lang=en',n+'-390',390,'dark');}
await b.close();
